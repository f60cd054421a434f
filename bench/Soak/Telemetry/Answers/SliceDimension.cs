using System.Text;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>
/// One way to tell requests apart, with a recorder for each value. Values are known before or learned from the answers; no more than
/// <see cref="MostValues"/>, for they come from outside: the rest is one value, <see cref="OtherName"/>. Any thread; allocates nothing
/// for a value that is known.
/// </summary>
internal sealed class SliceDimension
{
    public const int MostValues = 32;

    /// <summary>The place of values beyond those kept apart.</summary>
    public const int Other = MostValues;

    public const string OtherName = "other";

    /// <summary>The value of requests that have none.</summary>
    public const string NoneName = "none";

    private const int MostBytes = 100;

    private readonly Lock _learning = new();
    private readonly bool _ignoresCase;
    private readonly bool _ofCountsAlone;
    private readonly SliceRecorder?[] _recorders = new SliceRecorder?[MostValues + 1];
    private byte[][] _values; // replaced, never changed

    /// <param name="known">Values by place; those beyond the most have the place <see cref="Other"/>.</param>
    /// <param name="ignoresCase">Whether values are the same in any case; they are then shown in small letters.</param>
    /// <param name="ofCountsAlone">Whether no latencies are recorded.</param>
    public SliceDimension(IEnumerable<string> known, bool ignoresCase, bool ofCountsAlone)
    {
        _ignoresCase = ignoresCase;
        _ofCountsAlone = ofCountsAlone;
        _values = [.. known.Take(MostValues).Select(Encoding.Latin1.GetBytes)];
        for (int i = 0; i < _values.Length; i++) _recorders[i] = new SliceRecorder(ofCountsAlone);
        _recorders[Other] = new SliceRecorder(ofCountsAlone);
    }

    /// <summary>The place of a value that was known before, by its number.</summary>
    public static int PlaceOfKnown(int number) => Math.Min(number, Other);

    /// <summary>The place of a value, which is learned where there is room.</summary>
    public int PlaceOf(ReadOnlySpan<byte> value)
    {
        int place = Find(Volatile.Read(ref _values), value);
        return place >= 0 ? place : Learn(value);
    }

    public SliceRecorder this[int place] => _recorders[place]!;

    public IReadOnlyList<SliceRecorder> All => [.. _recorders.OfType<SliceRecorder>()];

    /// <summary>The recorder of a value; null where none has it yet.</summary>
    public SliceRecorder? Find(string value)
    {
        int place = Find(Volatile.Read(ref _values), Encoding.Latin1.GetBytes(value));
        return place < 0 ? null : _recorders[place];
    }

    /// <summary>Requests with a value; 0 where none has it yet.</summary>
    public long CountOf(string value) => Find(value)?.Requests ?? 0;

    /// <summary>Of the values that at least one request had.</summary>
    public IReadOnlyDictionary<string, SliceFigures> Figures(TimeSpan measured, HistogramSnapshot scratch)
    {
        byte[][] values = Volatile.Read(ref _values);
        Dictionary<string, SliceFigures> figures = new(values.Length + 1);
        for (int i = 0; i < values.Length; i++)
        {
            if (_recorders[i]!.Requests > 0) figures.Add(NameOf(values[i]), SliceRecorder.FiguresOf([_recorders[i]!], measured, scratch));
        }

        if (_recorders[Other]!.Requests == 0) return figures;

        // A value may be called so itself; the rest must still be told.
        string other = figures.ContainsKey(OtherName) ? $"({OtherName})" : OtherName;
        figures.Add(other, SliceRecorder.FiguresOf([_recorders[Other]!], measured, scratch));
        return figures;
    }

    private int Find(byte[][] values, ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (_ignoresCase ? Ascii.EqualsIgnoreCase(values[i], value) : value.SequenceEqual(values[i])) return i;
        }

        return -1;
    }

    private int Learn(ReadOnlySpan<byte> value)
    {
        if (value.Length > MostBytes) return Other;

        lock (_learning)
        {
            int place = Find(_values, value);
            if (place >= 0) return place;
            if (_values.Length == MostValues) return Other;

            place = _values.Length;
            _recorders[place] = new SliceRecorder(_ofCountsAlone); // before the value can be found
            Volatile.Write(ref _values, [.. _values, value.ToArray()]);
            return place;
        }
    }

    private string NameOf(byte[] value)
    {
        string name = value.Length == 0 ? NoneName : Encoding.Latin1.GetString(value);
        return _ignoresCase ? name.ToLowerInvariant() : name;
    }
}
