using System.Text.Json;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios.Documents;

/// <summary>An object without a problem, or one that was left out: its members are taken without asking again.</summary>
internal readonly record struct CheckedObject(DocumentValue? Value)
{
    public CheckedObject Object(string member) => new(Value?[member]);

    public IEnumerable<CheckedObject> Objects(string member) => Items(member).Select(item => new CheckedObject(item));

    public IReadOnlyList<DocumentValue> Items(string member) => Value?[member]?.Items ?? [];

    public bool Has(string member) => Value?[member] is not null;

    public string? Text(string member) => Value?[member]?.Text;

    public bool Flag(string member, bool otherwise) =>
        Value?[member] is { } flag ? flag.Kind is JsonValueKind.True : otherwise;

    public double? Number(string member) => Value?[member]?.Number;

    public int? Whole(string member) => (int?)Number(member);

    public TimeSpan? Duration(string member) =>
        Text(member) is { } text && DurationText.TryParse(text, out TimeSpan duration, out _) ? duration : null;

    public double? Rate(string member) =>
        Text(member) is { } text && RateText.TryParse(text, out double perSecond, out _) ? perSecond : null;

    /// <summary>A pause, in nanoseconds.</summary>
    public Distribution? Think(string member) =>
        Text(member) is { } text && ThinkText.TryParse(text, out Distribution think, out _) ? think : null;

    public Distribution? Distribution(string member, DistributionUnit unit) =>
        Text(member) is { } text && DistributionText.TryParse(text, unit, out Distribution distribution, out _) ? distribution : null;
}
