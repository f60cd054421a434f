using System.Globalization;

namespace HotPath.Gate.Micro.Launches;

/// <summary>A line each time that another twentieth of the launches has ended: how far it is, and how long it will take.</summary>
internal sealed class LaunchProgress(TextWriter output, TimeProvider time, string what, int total, int done)
{
    private const int Lines = 20;

    private readonly long _startedAt = time.GetTimestamp();
    private int _ended;

    public void Ended()
    {
        _ended++;
        int before = (done + _ended - 1) * Lines / total;
        if ((done + _ended) * Lines / total == before) return;

        TimeSpan gone = time.GetElapsedTime(_startedAt);
        TimeSpan left = gone / _ended * (total - done - _ended);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what} {done + _ended} of {total}, {Text(gone)} gone, {(left > TimeSpan.Zero ? $"about {Text(left)} left" : "done")}"));
    }

    public static string Text(TimeSpan span) => span.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMinutes):0} min");
}
