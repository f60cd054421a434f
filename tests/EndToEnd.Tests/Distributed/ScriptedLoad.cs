using System.Text;
using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>A load that is made up: what it reports is drawn from a seed and added up in what all workers share.</summary>
internal sealed class ScriptedLoad(IMasterReports reports, int seed, IReadOnlyDictionary<string, SentFigures> sent) : IMasterOrders
{
    public const string AllNames = "Aggregated";
    public const string Error = "HTTP 503, \"größer\"";

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

    private readonly Random _random = new(seed);
    private readonly List<byte> _file = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOver;
    private Task _reporting = Task.CompletedTask;

    public int Users { get; private set; }

    public int Tests { get; private set; }

    public MasterSpawn? LastSpawn { get; private set; }

    /// <summary>Done when the first test has begun.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Done when the first test has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>All that was sent of the file that grows.</summary>
    public byte[] File => [.. _file];

    public Task BeginAsync(MasterSpawn spawn)
    {
        Tests++;
        SetUsers(spawn);
        _isOver = false;
        _reporting = ReportAsync();
        _begun.TrySetResult();
        return Task.CompletedTask;
    }

    public void SetUsers(MasterSpawn spawn)
    {
        LastSpawn = spawn;
        Users = spawn.Users.Values.Sum();
    }

    public async Task EndAsync(bool atOnce)
    {
        _isOver = true;
        await _reporting;
        Report();
        reports.SendFile(new WorkerFilePart("run.json", 0, "{\"complete\":true}"u8.ToArray(), Replaces: true));
        _ended.TrySetResult();
    }

    private async Task ReportAsync()
    {
        reports.SendFile(new WorkerFilePart("run.json", 0, "{\"complete\":false,\"longer\":true}"u8.ToArray(), Replaces: true));
        while (!_isOver)
        {
            Report();
            await Task.Delay(ReportEvery);
        }
    }

    private void Report()
    {
        double now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;
        List<(double Milliseconds, long Bytes, bool IsFailure)> all = [];
        List<LocustEntry> entries = [];
        List<LocustError> errors = [];
        foreach (string name in sent.Keys.Where(name => name != AllNames))
        {
            (double Milliseconds, long Bytes, bool IsFailure)[] requests = [.. Enumerable.Range(0, _random.Next(1, 400)).Select(_ => Draw())];
            all.AddRange(requests);
            entries.Add(Entry(name, now, requests));
            int failures = requests.Count(request => request.IsFailure);
            if (failures > 0) errors.Add(new LocustError(name, "POST", Error, failures, now, now));
        }

        reports.Send(new LocustStatistics(entries, Entry(AllNames, now, all), errors));
        SendFilePart();
    }

    private (double Milliseconds, long Bytes, bool IsFailure) Draw() =>
        (Math.Exp(_random.NextDouble() * 10) + _random.NextDouble(), _random.Next(100_000), _random.NextDouble() < 0.05);

    private LocustEntry Entry(string name, double now, IReadOnlyList<(double Milliseconds, long Bytes, bool IsFailure)> requests)
    {
        foreach ((double milliseconds, long bytes, bool isFailure) in requests) sent[name].Add(milliseconds, bytes, isFailure);
        long failures = requests.Count(request => request.IsFailure);
        return new LocustEntry(
            name,
            name == AllNames ? "" : "POST",
            StartTime: now - ReportEvery.TotalSeconds,
            LastRequestTimestamp: now,
            requests.Count,
            failures,
            requests.Sum(request => request.Milliseconds),
            requests.Min(request => request.Milliseconds),
            requests.Max(request => request.Milliseconds),
            requests.Sum(request => request.Bytes),
            [.. requests.CountBy(request => SentFigures.KeyOf(request.Milliseconds)).Select(pair => (pair.Key, (long)pair.Value))],
            [((long)now, requests.Count)],
            failures > 0 ? [((long)now, failures)] : []);
    }

    /// <summary>Now and then as much as a part may have.</summary>
    private void SendFilePart()
    {
        byte[] bytes = _random.NextDouble() < 0.3 ? new byte[WorkerFilePart.MostBytes] : Encoding.UTF8.GetBytes($"interval {_random.Next()}\n");
        if (bytes.Length == WorkerFilePart.MostBytes) _random.NextBytes(bytes);
        reports.SendFile(new WorkerFilePart("intervals.ndjson", _file.Count, bytes, Replaces: false));
        _file.AddRange(bytes);
    }
}
