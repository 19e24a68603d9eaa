# Stand-in for the official nginx image, from Debian's package.
FROM stand-in/debian:forky
LABEL stand-in="Debian forky and its nginx"

# Before the package, so that 101 is still free.
RUN groupadd --system --gid 101 nginx \
 && useradd --system --uid 101 --gid nginx --home-dir /nonexistent --no-create-home --shell /bin/false nginx
RUN apt-get update \
 && apt-get install --yes ca-certificates curl nginx \
 && rm -rf /var/lib/apt/lists/*

COPY nginx.conf /etc/nginx/nginx.conf
COPY --chmod=755 nginx-entrypoint.sh /docker-entrypoint.sh
RUN mkdir -p /docker-entrypoint.d /etc/nginx/conf.d \
 && ln -sf /dev/stdout /var/log/nginx/access.log \
 && ln -sf /dev/stderr /var/log/nginx/error.log \
 && chown -R nginx:nginx /var/lib/nginx \
 && nginx -t

ENTRYPOINT ["/docker-entrypoint.sh"]
EXPOSE 80
# The default SIGTERM drops requests in flight.
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
