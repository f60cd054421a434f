using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Runs;

/// <summary>What a run has behind it that goes on where its record ended.</summary>
internal sealed class EarlierPart
{
    private readonly RecordedLatencies _latencies;
    private readonly RecordedLatencies _groups;
    private readonly bool _isOneGroup;

    private EarlierPart(RunResult run, bool isOneGroup, RecordedLatencies latencies, RecordedLatencies groups)
    {
        Run = run;
        _isOneGroup = isOneGroup;
        _latencies = latencies;
        _groups = groups;
    }

    public RunResult Run { get; }

    /// <summary>The next request, and how much of the measured time is recorded.</summary>
    public LoadStart Start => new(Run.Requests.Scheduled - (Run.Conversations?.LaterTurns ?? 0), TimeSpan.FromSeconds(RecordedSeconds));

    /// <summary>Reads a folder and looks whether its run can go on. Changes nothing.</summary>
    /// <returns>Null with a problem.</returns>
    /// <exception cref="ResultFolderException">There is no such folder, or no run in it that this build can read.</exception>
    public static EarlierPart? Read(string folder, Scenario scenario, List<string> problems)
    {
        RunResult run = ResultReader.Read(folder).Run;
        if (ProblemOf(folder, run, scenario) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        return new EarlierPart(run, scenario.Workload.Count == 1, LatencyLogReader.Read(folder, run), LatencyLogReader.Read(folder, run, ResultFileNames.GroupLog));
    }

    private double RecordedSeconds => Run.RecordedSeconds ?? 0;

    public void AddTo(RunTotals totals) => totals.GoOnFrom(Whole, OfGroup);

    /// <summary>Both parts as one run.</summary>
    /// <param name="since">Its figures since it was taken up, its durations counted from there.</param>
    public RunResult With(RunResult since, DateTimeOffset resumedAt) => RunJoin.Of(Run, since) with
    {
        Resumes =
        [
            .. Run.Resumes ?? [],
            new ResumeFigures
            {
                AtSeconds = RecordedSeconds,
                GapSeconds = (resumedAt - Run.StartedAt).TotalSeconds - RecordedSeconds - (Run.Resumes?.Sum(earlier => earlier.GapSeconds) ?? 0),
                ResumedAt = resumedAt,
            },
        ],
    };

    private HistogramSnapshot? Whole(Metric metric) => _latencies.Of(Metrics.KeyOf(metric));

    private HistogramSnapshot? OfGroup(int group, Metric metric) => _isOneGroup ? Whole(metric) : _groups.Of(Metrics.TagOf(group, metric));

    private static string? ProblemOf(string folder, RunResult run, Scenario scenario)
    {
        string own = EnvironmentReading.Read(target: null, command: "").Version;
        if (run.Complete) return $"--resume is '{folder}', whose run is complete; one that ended before its time is expected. Start a new run, or report this one.";
        if (run.Environment.Version != own) return $"--resume is '{folder}', whose run was made by HotPath {run.Environment.Version}; this is {own}, and its figures could mean something else. Resume it with the version that began it.";
        if (run.RecordedSeconds is not > 0) return $"--resume is '{folder}', which has no interval of its run; there is nothing to go on from. Start the run anew in another folder.";
        if (run.RecordedSeconds >= scenario.Load.Duration.TotalSeconds) return $"--resume is '{folder}', whose measured time was over when it ended; nothing is left to run. Report it.";

        return AnswerRecorder.Of(scenario, budget: null) is null
            ? null
            : $"--resume is '{folder}', whose scenario tells answers apart (checks, tenants, models, metrics or cost): those figures are in no log, so both parts cannot be made one. Start the run anew in another folder.";
    }
}
