using System.Text;
using HotPath.Soak.Load.Transports;

namespace HotPath.Soak.Load.Checks;

/// <summary>A header field that must be there, and perhaps have one of some values. Immutable.</summary>
/// <param name="place">Of the check among those of the scenario.</param>
/// <param name="allowed">Empty: any value.</param>
internal sealed class HeaderCheck(string name, IReadOnlyList<string> allowed, int place)
{
    private readonly HeaderName _name = new(name);
    private readonly byte[][] _allowed = [.. allowed.Select(Encoding.ASCII.GetBytes)];

    public int Place => place;

    public bool Holds(IChannel channel)
    {
        if (!channel.TryGetHeader(_name, out ReadOnlySpan<byte> value)) return false;
        if (_allowed.Length == 0) return true;

        foreach (byte[] text in _allowed)
        {
            if (value.SequenceEqual(text)) return true;
        }

        return false;
    }
}
