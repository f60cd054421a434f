using System.Collections;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// The figures behind names that no program knows before a run, such as those of a tenant: <c>by.tenant.NAME.ttft.p99</c>. A name may
/// hold points, so a path is read from its end. What is a count and did not occur is 0 where the like of it was recorded.
/// </summary>
internal sealed class NamedFigures
{
    private readonly string _path;
    private readonly MetricCatalog? _entry; // null: each name has one number
    private readonly Func<object, IDictionary?> _read;

    private NamedFigures(string path, MetricCatalog? entry, Func<object, IDictionary?> read)
    {
        _path = path;
        _entry = entry;
        _read = read;
    }

    /// <returns>Null where the member is no dictionary of figures, or one whose entries a threshold names otherwise.</returns>
    public static NamedFigures? Of(string path, Type type, Func<object, object?> read)
    {
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyDictionary<,>)) return null;

        Type value = type.GetGenericArguments()[1];
        if (value == typeof(GroupFigures) || !(value.IsClass || value == typeof(double))) return null;

        return new NamedFigures(path, value == typeof(double) ? null : MetricCatalog.OfEntry(value), owner => read(owner) as IDictionary);
    }

    /// <returns>Null when the name is none of these.</returns>
    public Metric? Find(string name)
    {
        if (!name.StartsWith($"{_path}.", StringComparison.Ordinal)) return null;

        string rest = name[(_path.Length + 1)..];
        if (_entry is null) return rest.Length == 0 ? null : new Metric(name, MetricKind.Number, owner => (double?)Entry(owner, rest));

        // The longest name of a figure that the path ends in: what stands before it is the name.
        string? figure = _entry.Names.Where(known => rest.EndsWith($".{known}", StringComparison.Ordinal)).MaxBy(known => known.Length);
        if (figure is null || rest.Length == figure.Length + 1) return null;

        string key = rest[..^(figure.Length + 1)];
        Metric metric = _entry.Find(figure)!;
        return metric with { Name = name, Read = owner => Entry(owner, key) is { } entry ? metric.Read(entry) : Absent(owner, metric) };
    }

    private object? Entry(object owner, string key) => _read(owner) is { } entries && entries.Contains(key) ? entries[key] : null;

    private double? Absent(object owner, Metric metric) => _read(owner) is not null && _entry!.IsCount(metric.Name) ? 0 : null;
}
