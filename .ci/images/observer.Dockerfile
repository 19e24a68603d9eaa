# Stand-in for the official images of Prometheus and of the exporters: the same recipe for all, PACKAGE says which.
FROM stand-in/debian:forky
ARG PACKAGE
LABEL stand-in="Debian forky and its $PACKAGE"

RUN apt-get update \
 && apt-get install --yes $PACKAGE \
 && rm -rf /var/lib/apt/lists/*

# The official images start their program by different paths; files here rely on none of them.
RUN ln -s /usr/bin/$PACKAGE /usr/local/bin/observer \
 && install --directory --owner=nobody --group=nogroup /prometheus
USER nobody
WORKDIR /prometheus
ENTRYPOINT ["observer"]
