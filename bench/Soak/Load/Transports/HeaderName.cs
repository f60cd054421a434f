using System.Text;

namespace HotPath.Soak.Load.Transports;

/// <summary>The name of a header field in the two forms that the transports look it up by, made once.</summary>
internal sealed class HeaderName(string text)
{
    public string Text { get; } = text;

    public byte[] Ascii { get; } = Encoding.ASCII.GetBytes(text);
}
