using System.Diagnostics.CodeAnalysis;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Distributed.Messages;

/// <summary>What a master says: a type and its data, as <see cref="MessagePackReader"/> reads it.</summary>
internal sealed record MasterMessage(string Type, object? Data)
{
    private const int Parts = 3;

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MasterMessage? message, [NotNullWhen(false)] out string? problem)
    {
        message = null;
        if (!MessagePackReader.TryReadWhole(bytes, out object? value, out problem)) return false;

        if (value is not List<object?> { Count: Parts } parts || parts[0] is not string type)
        {
            problem = "it is no array of a type, its data and an id";
            return false;
        }

        message = new MasterMessage(type, parts[1]);
        return true;
    }

    /// <summary>The data is in it: not to be shown.</summary>
    public override string ToString() => Type;
}
