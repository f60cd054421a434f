using HotPath.Analysis.Results;

namespace HotPath.Soak.Runs;

/// <summary>Tells what the intervals show of a run's own course: that it was taken up again, that its gateway was started again. On the sampler's thread.</summary>
internal sealed class CourseEvents(Action<RunEvent> tell, TimeProvider time)
{
    private bool _isFirst = true;
    private long _restarts;

    public void Interval(IntervalResult interval, RunResult soFar)
    {
        // Of those before, the file has the events already.
        if (_isFirst && soFar.Resumes is [.., { } resume])
        {
            Tell(resume.AtSeconds, RunEventKind.Resumed, $"taken up again at {resume.AtSeconds:0.#} s, {resume.GapSeconds:0.#} s after the record ended; the gap is in no figure");
        }

        if (soFar.GatewayRestarts > _restarts && !(_isFirst && soFar.Resumes is not null))
        {
            Tell(interval.StartSeconds + interval.LengthSeconds, RunEventKind.GatewayRestarted, "the gateway was started again: its counts began anew");
        }

        _isFirst = false;
        _restarts = soFar.GatewayRestarts ?? 0;
    }

    private void Tell(double elapsedSeconds, string kind, string text) =>
        tell(new RunEvent { At = time.GetUtcNow(), ElapsedSeconds = elapsedSeconds, Kind = kind, Text = text });
}
