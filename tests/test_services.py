"""The servers that other tests rely on are what they promise."""

import asyncpg
import redis
from tests.asynchronous import asynchronous


@asynchronous
async def test_a_fresh_database_lets_the_owner_create_and_the_application_use(database):
    owner = await asyncpg.connect(database.owner_dsn)
    await owner.execute("CREATE TABLE kept (id bigint PRIMARY KEY)")
    await owner.close()
    application = await asyncpg.connect(database.dsn)
    await application.execute("INSERT INTO kept VALUES (1)")
    assert await application.fetchval("SELECT count(*) FROM kept") == 1
    await application.close()


def test_a_database_made_from_a_template_has_its_tables(postgres):
    built = []

    def build(database):
        built.append(database)
        postgres.execute("CREATE TABLE copied (id int)", database=database.name)

    for _ in range(2):
        copy = postgres.database(postgres.template("copied", build))
        postgres.execute("SELECT id FROM copied", database=copy.name)
        postgres.drop(copy)
    assert len(built) == 1


def test_redis_is_empty_at_the_start_of_a_test(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_redis_is_empty_again(redis_url):
    test_redis_is_empty_at_the_start_of_a_test(redis_url)
