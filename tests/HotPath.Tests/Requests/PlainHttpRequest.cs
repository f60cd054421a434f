using System.Globalization;
using System.Text;

namespace HotPath.Tests.Requests;

/// <summary>A request read the plain way, line by line, by RFC 9112; anything left over or missing fails the test.</summary>
internal sealed record PlainHttpRequest(string RequestLine, List<(string Name, string Value)> Headers, byte[] Body)
{
    public static PlainHttpRequest Parse(ReadOnlySpan<byte> bytes)
    {
        int headLength = bytes.IndexOf("\r\n\r\n"u8);
        Assert.True(headLength >= 0, "The head has no empty line at its end.");
        string[] lines = Encoding.ASCII.GetString(bytes[..headLength]).Split("\r\n");
        Assert.All(lines, line => Assert.DoesNotContain(line, character => character is '\r' or '\n' or '\0'));

        List<(string Name, string Value)> headers = [];
        foreach (string line in lines[1..])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            Assert.True(colon > 0, $"'{line}' is no header.");
            headers.Add((line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        string length = Assert.Single(headers, header => header.Name == "Content-Length").Value;
        byte[] body = bytes[(headLength + 4)..].ToArray();
        Assert.Equal(int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture), body.Length);
        return new PlainHttpRequest(lines[0], headers, body);
    }
}
