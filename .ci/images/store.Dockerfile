# Stand-in for the official redis and valkey images: the same recipe for both, STORE says which.
FROM stand-in/debian:forky
ARG STORE
LABEL stand-in="Debian forky and its $STORE"

# Before the package, which would choose another number.
RUN groupadd --system --gid 999 $STORE \
 && useradd --system --uid 999 --gid $STORE --home-dir /data --no-create-home $STORE
RUN apt-get update \
 && apt-get install --yes $STORE-server $STORE-tools \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=$STORE --group=$STORE /data

# The official valkey image answers to redis's names too.
RUN [ $STORE = redis ] || for program in server cli benchmark check-aof check-rdb sentinel; do \
      [ ! -e /usr/bin/$STORE-$program ] || ln -s $STORE-$program /usr/bin/redis-$program; \
    done

COPY --chmod=755 store-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV STORE=$STORE
VOLUME /data
WORKDIR /data
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 6379
