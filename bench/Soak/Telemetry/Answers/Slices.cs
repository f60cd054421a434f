using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Recording;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>
/// The requests of a run by model, tenant, endpoint, status, provider and cache. Each finished request is counted once in each dimension,
/// so that the values of each sum up to the whole. A dimension that can have but one value is not recorded: it is the whole.
/// </summary>
internal sealed class Slices
{
    public const string Hit = "hit";
    public const string Miss = "miss";
    public const string Bypass = "bypass";

    private readonly SliceNames _names;
    private readonly SliceDimension? _model;
    private readonly SliceDimension? _tenant;
    private readonly SliceDimension? _endpoint;
    private readonly long[] _rightByTenant; // of all tenants, also of those that are not kept apart
    private readonly SliceDimension _status = new([]);
    private readonly SliceDimension _provider = new([]);
    private readonly SliceDimension _cache = new([Hit, Miss, Bypass], ignoresCase: true);
    private readonly HistogramSnapshot _scratch = new(); // as those below: read each second, and too large to be made each time
    private readonly HistogramSnapshot _hits = new();
    private readonly HistogramSnapshot _misses = new();
    private readonly HistogramSnapshot _bypassed = new();

    public Slices(SliceNames names)
    {
        _names = names;
        _model = names.Models.Count > 1 ? new SliceDimension(names.Models) : null;
        _tenant = names.Tenants.Count > 0 ? new SliceDimension(names.Tenants.Select(tenant => tenant.Name)) : null;
        _rightByTenant = new long[names.Tenants.Count];
        _endpoint = names.Endpoints.Count > 1 ? new SliceDimension(names.Endpoints) : null;
    }

    /// <summary>The place of an answer's status code; 0: there was no answer.</summary>
    public int PlaceOfStatus(int status)
    {
        Span<byte> text = stackalloc byte[8];
        return _status.PlaceOf(status > 0 && status.TryFormat(text, out int length) ? text[..length] : default);
    }

    /// <param name="header">The value of the answer's header; empty without one.</param>
    public int PlaceOfProvider(ReadOnlySpan<byte> header) => _provider.PlaceOf(header);

    /// <param name="header">The value of the answer's header; empty without one.</param>
    public int PlaceOfCache(ReadOnlySpan<byte> header) => _cache.PlaceOf(header);

    public void Record(in SlicePlaces places, in FinishedRequest request)
    {
        _model?[SliceDimension.PlaceOfKnown(places.Model)].Record(request);
        if (_tenant is not null)
        {
            _tenant[SliceDimension.PlaceOfKnown(places.Tenant)].Record(request);
            if (request.IsRight) Interlocked.Increment(ref _rightByTenant[places.Tenant]);
        }

        _endpoint?[SliceDimension.PlaceOfKnown(places.Endpoint)].Record(request);
        _status[places.Status].Record(request);
        _provider[places.Provider].Record(request);
        _cache[places.Cache].Record(request);
    }

    /// <summary>One reader at a time, as those below.</summary>
    public SliceSet Figures(TimeSpan measured)
    {
        return new SliceSet
        {
            Model = _model?.Figures(measured, _scratch) ?? Whole(_names.Models),
            Tenant = _tenant?.Figures(measured, _scratch),
            Provider = _provider.Figures(measured, _scratch),
            Cache = _cache.Figures(measured, _scratch),
            Endpoint = _endpoint?.Figures(measured, _scratch) ?? Whole(_names.Endpoints),
            Status = _status.Figures(measured, _scratch),
            Transport = Whole([_names.Transport]),
        };

        Dictionary<string, SliceFigures>? Whole(IReadOnlyList<string> names) => names.Count == 0
            ? null
            : new() { [names[0]] = SliceRecorder.FiguresOf(_status.All, measured, _scratch) };
    }

    /// <summary>Jain's index over the tenants' right answers, each against its weight; null without tenants.</summary>
    public double? Fairness() => _tenant is null
        ? null
        : JainsIndex.Of([.. _names.Tenants.Select((tenant, i) => (double)Volatile.Read(ref _rightByTenant[i]) / tenant.Weight)]);

    /// <returns>Null where no answer spoke of a cache.</returns>
    public CacheFigures? Cache()
    {
        (long hits, long misses, long bypass) = (CountOf(Hit), CountOf(Miss), CountOf(Bypass));
        if (hits + misses + bypass == 0) return null;

        CopyServiceTo(_hits, Hit);
        CopyServiceTo(_misses, Miss);
        CopyServiceTo(_bypassed, Bypass);
        return new CacheFigures
        {
            Hits = hits,
            Misses = misses,
            Bypass = bypass,
            HitRate = hits + misses > 0 ? (double)hits / (hits + misses) : null,
            HitVsMissMs = Differences.Between(_hits, _misses, 50),
            HitVsMissP95Ms = Differences.Between(_hits, _misses, 95),
            MissVsBypassMs = Differences.Between(_misses, _bypassed, 50),
        };
    }

    private long CountOf(string value) => _cache.Find(value)!.Requests;

    private void CopyServiceTo(HistogramSnapshot histogram, string value)
    {
        histogram.Clear();
        _cache.Find(value)!.AddE2eServiceTo(histogram);
    }
}
