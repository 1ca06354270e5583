"""Control pilot: 1 kHz from LEDC, its peaks by the ADC over a divider.

A look takes 32 samples, some 3 ms: the shortest duty cycle, 100 us of every millisecond, is met in
each of three periods. A state holds once two looks in a row agree.
"""

from hal.api import duty, pilot_state
from machine import ADC, PWM, Pin

HERTZ = 1000
SAMPLES = 32
ZERO, GAIN = 1650, 8000  # mV at the ADC for 0 V of the pilot; mV of the pilot for each V there
LOW = -10500  # mV: above this the negative peak has no diode behind it (IEC 61851-1, A.3)


class Pilot:
    """See hal/api.py.

    Args:
        places: of a connector in the board's map: pilot_pwm, pilot_adc, pilot_zero, pilot_gain,
            max_current.
    """

    def __init__(self, places):
        self._pwm = PWM(Pin(places["pilot_pwm"]), freq=HERTZ, duty_u16=65535)
        self._adc = ADC(Pin(places["pilot_adc"]), atten=ADC.ATTN_11DB)
        self._zero = places.get("pilot_zero", ZERO)
        self._gain = places.get("pilot_gain", GAIN)
        self._cable = places.get("max_current", 32)
        self._offered = 1000
        self._last = self._state = "A"

    def peaks(self):
        """Highest and lowest mV of the pilot."""
        read = self._adc.read_uv
        high = low = read()
        for _ in range(SAMPLES - 1):
            seen = read()
            if seen > high:
                high = seen
            elif seen < low:
                low = seen
        return self._volts(high), self._volts(low)

    def _volts(self, uv):
        return (uv // 1000 - self._zero) * self._gain // 1000

    def state(self):
        high, low = self.peaks()
        seen = pilot_state(high)
        if self._offered < 1000 and seen in "BCD" and low > LOW:
            seen = "F"  # a resistor without a diode is no car
        if seen == self._last:
            self._state = seen
        self._last = seen
        return self._state

    def offer(self, ma):
        wanted = duty(ma)
        if wanted != self._offered:
            self._offered = wanted
            self._pwm.duty_u16(wanted * 65535 // 1000)

    def cable(self):
        return self._cable
