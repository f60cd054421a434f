using System.Text;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>A model's name as a request spelt it and as answers echo it. A load names the same few, so what was made for one is kept.</summary>
internal sealed class ModelName
{
    /// <summary>What a request must give as its model.</summary>
    public const string Expected = "a string, the model's name";

    private const int MostKept = 64;

    private static ModelName[] _kept = []; // replaced, never changed
    private readonly byte[] _utf8;
    private readonly byte[] _json;

    private ModelName(ReadOnlySpan<byte> utf8)
    {
        _utf8 = utf8.ToArray();
        Text = Encoding.UTF8.GetString(utf8);
        _json = JsonEncodedText.Encode(Text).EncodedUtf8Bytes.ToArray();
    }

    public string Text { get; }

    /// <summary>The inside of a JSON string.</summary>
    public ReadOnlySpan<byte> Json => _json;

    /// <summary>Allocates nothing for a name that is kept; from any thread.</summary>
    /// <param name="utf8">Valid UTF-8, JSON's escapes undone.</param>
    public static ModelName Of(ReadOnlySpan<byte> utf8)
    {
        ModelName[] kept = Volatile.Read(ref _kept);
        foreach (ModelName name in kept)
        {
            if (utf8.SequenceEqual(name._utf8)) return name;
        }

        ModelName added = new(utf8);
        if (kept.Length < MostKept) Interlocked.CompareExchange(ref _kept, [.. kept, added], kept); // who loses is kept the next time
        return added;
    }
}
