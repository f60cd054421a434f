using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>The X-Request-ID of an answer.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";

    private const int MostLength = 200;

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>Sends back the request's own; where it has none that a header can carry, a new one if <paramref name="always"/>.</summary>
    public static void Answer(HttpContext context, bool always)
    {
        string? sent = context.Request.Headers[Header];
        bool canBeSent = sent is { Length: > 0 and <= MostLength } && !sent.AsSpan().ContainsAnyExcept(Printable);
        if (canBeSent) context.Response.Headers[Header] = sent;
        else if (always || sent is not null) context.Response.Headers[Header] = Guid.CreateVersion7().ToString();
    }
}
