"""DOIT ESP32 DevKitC (ESP32-WROOM-32D, 4 MB flash): one connector, RS-485 meter, RC522 reader."""

BOARD = {
    "name": "DOIT ESP32 DevKitC",
    "connectors": [
        {
            "relay": 23,  # with a pull-down of its own: open while the chip starts
            "contact": 34,
            "pilot_pwm": 25,
            "pilot_adc": 36,
            "max_current": 32,
        }
    ],
    "rs485": {"tx": 17, "rx": 16, "de": 4},
    "reader": {"kind": "rc522", "sck": 18, "mosi": 19, "miso": 35, "cs": 21, "rst": 22},
}
