namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The fields that both sides know beforehand (RFC 9204, appendix A).</summary>
internal static class QpackTable
{
    public const int Authority = 0, Path = 1, ContentLength = 4, MethodConnect = 15, MethodGet = 17, MethodPost = 20, SchemeHttps = 23;

    private static readonly (byte[] Name, byte[] Value)[] Fields =
    [
        .. from line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split(' ', 2)
           select (Latin(parts[0]), Latin(parts[1])),
    ];

    // A field a line: its name, a space, its value.
    private const string Text =
        ":authority \n:path /\nage 0\ncontent-disposition \ncontent-length 0\ncookie \ndate \netag \nif-modified-since \nif-none-match \n" +
        "last-modified \nlink \nlocation \nreferer \nset-cookie \n" +
        ":method CONNECT\n:method DELETE\n:method GET\n:method HEAD\n:method OPTIONS\n:method POST\n:method PUT\n:scheme http\n:scheme https\n" +
        ":status 103\n:status 200\n:status 304\n:status 404\n:status 503\n" +
        "accept */*\naccept application/dns-message\naccept-encoding gzip, deflate, br\naccept-ranges bytes\n" +
        "access-control-allow-headers cache-control\naccess-control-allow-headers content-type\naccess-control-allow-origin *\n" +
        "cache-control max-age=0\ncache-control max-age=2592000\ncache-control max-age=604800\ncache-control no-cache\ncache-control no-store\n" +
        "cache-control public, max-age=31536000\ncontent-encoding br\ncontent-encoding gzip\n" +
        "content-type application/dns-message\ncontent-type application/javascript\ncontent-type application/json\n" +
        "content-type application/x-www-form-urlencoded\ncontent-type image/gif\ncontent-type image/jpeg\ncontent-type image/png\n" +
        "content-type text/css\ncontent-type text/html; charset=utf-8\ncontent-type text/plain\ncontent-type text/plain;charset=utf-8\n" +
        "range bytes=0-\nstrict-transport-security max-age=31536000\nstrict-transport-security max-age=31536000; includesubdomains\n" +
        "strict-transport-security max-age=31536000; includesubdomains; preload\nvary accept-encoding\nvary origin\n" +
        "x-content-type-options nosniff\nx-xss-protection 1; mode=block\n" +
        ":status 100\n:status 204\n:status 206\n:status 302\n:status 400\n:status 403\n:status 421\n:status 425\n:status 500\n" +
        "accept-language \naccess-control-allow-credentials FALSE\naccess-control-allow-credentials TRUE\naccess-control-allow-headers *\n" +
        "access-control-allow-methods get\naccess-control-allow-methods get, post, options\naccess-control-allow-methods options\n" +
        "access-control-expose-headers content-length\naccess-control-request-headers content-type\n" +
        "access-control-request-method get\naccess-control-request-method post\nalt-svc clear\nauthorization \n" +
        "content-security-policy script-src 'none'; object-src 'none'; base-uri 'none'\nearly-data 1\nexpect-ct \nforwarded \nif-range \n" +
        "origin \npurpose prefetch\nserver \ntiming-allow-origin *\nupgrade-insecure-requests 1\nuser-agent \nx-forwarded-for \n" +
        "x-frame-options deny\nx-frame-options sameorigin\n";

    /// <exception cref="Http3ProtocolException">There is none at that place.</exception>
    public static (byte[] Name, byte[] Value) At(long place) => (ulong)place < (ulong)Fields.Length
        ? Fields[place]
        : throw new Http3ProtocolException(Http3Code.QpackDecompressionFailed, $"A header refers to place {place} of the static table.");

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
