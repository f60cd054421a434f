using System.Buffers;

namespace HotPath.Requests;

/// <summary>What may stand in a request head, by RFC 9110 and RFC 9112, so that no value can end its own line.</summary>
internal static class HttpSyntax
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 9110, 5.6.2: tchar
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~" + LettersAndDigits);

    // RFC 3986: host and port. Brackets for IPv6; no '@', which would smuggle in user information.
    private static readonly SearchValues<char> Host = SearchValues.Create("-._~%!$&'()*+,;=:[]" + LettersAndDigits);

    private static readonly SearchValues<byte> FieldContent = SearchValues.Create([(byte)'\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code)]);

    public static void RequireToken(string text, string what, string parameter)
    {
        RequireNotEmpty(text, what, parameter);
        int at = text.AsSpan().IndexOfAnyExcept(Token);
        if (at >= 0) throw Refused(what, text[at], at, "letters, digits and !#$%&'*+-.^_`|~", parameter);
    }

    public static void RequirePath(string path, string parameter)
    {
        RequireNotEmpty(path, "path", parameter);
        if (path[0] != '/') throw Refused("path", path[0], 0, "a '/' there", parameter);
        for (int at = 1; at < path.Length; at++)
        {
            if (path[at] is <= ' ' or > '~' or '#')
            {
                throw Refused("path", path[at], at, "visible ASCII without '#'; percent-encode the rest", parameter);
            }
        }
    }

    public static void RequireHost(string host, string parameter)
    {
        RequireNotEmpty(host, "host", parameter);
        int at = host.AsSpan().IndexOfAnyExcept(Host);
        if (at >= 0) throw Refused("host", host[at], at, "a host name or address, and a port after ':'", parameter);
    }

    public static void RequireHeader(string name, string value, string parameter)
    {
        RequireToken(name, "header name", parameter);
        ArgumentNullException.ThrowIfNull(value, parameter);
        if (IsWrittenByHead(name))
        {
            throw new ArgumentException(
                $"The headers hold {name}, which the request head writes itself. Leave it out of the headers.", parameter);
        }

        for (int at = 0; at < value.Length; at++)
        {
            if (value[at] is (< ' ' and not '\t') or > '~')
            {
                throw Refused($"value of header {name}", value[at], at, "visible ASCII, spaces and tabs", parameter);
            }
        }
    }

    public static void RequireValue(ReadOnlySpan<byte> value, int index, string parameter)
    {
        int at = value.IndexOfAnyExcept(FieldContent);
        if (at >= 0) throw Refused($"value of header {index}", (char)value[at], at, "visible ASCII, spaces and tabs", parameter);
    }

    private static bool IsWrittenByHead(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) ||
        name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ||
        name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);

    private static void RequireNotEmpty(string text, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Length == 0) throw new ArgumentException($"The {what} is empty; it needs at least one character.", parameter);
    }

    private static ArgumentException Refused(string what, char found, int at, string allowed, string parameter)
    {
        string shown = found is > ' ' and <= '~' ? $"'{found}' (U+{(int)found:X4})" : $"U+{(int)found:X4}";
        return new ArgumentException($"The {what} has {shown} at index {at}; expected {allowed}.", parameter);
    }
}
