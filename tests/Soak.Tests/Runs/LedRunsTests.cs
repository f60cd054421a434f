using HotPath.Analysis.Results;
using HotPath.Soak.Distributed;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class LedRunsTests : IDisposable
{
    private static readonly Scenario Scenario = new() { Name = "led", Workload = [new RequestGroup { Name = "chat" }] };

    private readonly List<(Lead Lead, CancellationToken AtOnce, TaskCompletionSource<LedEnd> End)> _runs = [];
    private readonly ReportsHeard _reports = new();
    private readonly LedRuns _led;

    public LedRunsTests()
    {
        _led = new LedRuns(
            () => new RunRequest($"run {_runs.Count}", Scenario, Seed: 1, $"folder {_runs.Count}", "worker"),
            (request, atOnce) =>
            {
                TaskCompletionSource<LedEnd> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _runs.Add((request.Lead!, atOnce, end));
                return end.Task;
            },
            () => new WorkerFigures { Master = "127.0.0.1:5557", Node = "host_1", Index = 3 },
            _reports,
            TimeProvider.System);
    }

    public void Dispose() => _led.Dispose();

    [Fact]
    public async Task Begin_Run_ReturnsWhenItsMeasuredTimeHasBegun()
    {
        Task begun = _led.BeginAsync(Spawn(at: 1_000.5, users: 0));
        Assert.False(begun.IsCompleted);

        _runs[0].Lead.Begin(DateTimeOffset.UnixEpoch);
        await begun;

        Assert.False(_led.Finished.IsCompleted);
        Assert.Equal(new WorkerFigures { Master = "127.0.0.1:5557", Node = "host_1", Index = 3, ClockOffsetSeconds = 0.5 }, _runs[0].Lead.Figures);
    }

    [Fact]
    public async Task SetUsers_OfSeveralClasses_AreOneNumber()
    {
        await BeginAsync();

        _led.SetUsers(Spawn(at: 1_001, users: 0) with { Users = new Dictionary<string, int> { ["A"] = 4, ["B"] = 3 } });
        _led.SetUsers(Spawn(at: 1_002, users: 2));

        Assert.Equal(7, _runs[0].Lead.Figures.MostUsers);
    }

    [Fact]
    public async Task End_InOrder_ReturnsWithTheRun()
    {
        await BeginAsync();

        Task ended = _led.EndAsync(atOnce: false);
        Assert.False(ended.IsCompleted);
        Assert.False(_runs[0].AtOnce.IsCancellationRequested);
        Assert.Empty(await NumbersAsync(_runs[0].Lead)); // no users any more, and none to come

        _runs[0].End.SetResult(new LedEnd(ExitCode: 1));
        await ended;
        Assert.Equal([1], _led.Codes);
    }

    [Fact]
    public async Task End_AtOnce_GivesUpAndReturnsWhenAllIsSaid()
    {
        await BeginAsync();

        Task ended = _led.EndAsync(atOnce: true);
        Assert.True(_runs[0].AtOnce.IsCancellationRequested);
        _runs[0].Lead.AllSaid();
        await ended;

        Assert.False(_led.Finished.IsCompleted); // its report is still written
        _runs[0].End.SetResult(new LedEnd(ExitCode: 0));
        await _led.Finished;
        Assert.Equal([0], _led.Codes);
    }

    [Fact]
    public async Task Begin_RunThatIsRefused_TellsTheMasterAndTheNextTestHasItsTurn()
    {
        Task begun = _led.BeginAsync(Spawn(at: 1_000, users: 1));
        _runs[0].End.SetResult(new LedEnd(ExitCode: 2, "the target does not accept connections"));
        await begun;
        await _led.EndAsync(atOnce: false);
        await BeginAsync();

        Assert.Equal([("HotPath: the target does not accept connections", "the target does not accept connections")], _reports.Problems);
        Assert.Equal(2, _runs.Count);
    }

    [Fact]
    public async Task End_WithoutATest_IsNothing() => await _led.EndAsync(atOnce: true);

    private async Task BeginAsync()
    {
        Task begun = _led.BeginAsync(Spawn(at: 1_000, users: 0));
        _runs[^1].Lead.Begin(DateTimeOffset.UnixEpoch);
        await begun;
    }

    private static async Task<List<int>> NumbersAsync(Lead lead)
    {
        List<int> numbers = [];
        await foreach (int number in lead.Load.Users.Numbers) numbers.Add(number);
        numbers.RemoveAll(number => number == 0);
        return numbers;
    }

    private static MasterSpawn Spawn(double at, int users) => new(
        at, DateTimeOffset.UnixEpoch.AddSeconds(1_000), new Dictionary<string, int> { ["Led"] = users }, Host: null, RunTime: null, new Dictionary<string, object?>());

    private sealed class ReportsHeard : IMasterReports
    {
        public List<(string Message, string Detail)> Problems { get; } = [];

        public void Send(LocustStatistics statistics)
        {
        }

        public void SendFile(WorkerFilePart part)
        {
        }

        public void SendProblem(string message, string detail) => Problems.Add((message, detail));
    }
}
