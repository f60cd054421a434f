namespace HotPath.Micro.Recording;

/// <summary>Threads that record the same amount each time they are told to, and one that reads meanwhile.</summary>
/// <remarks>All live as long as the crew, so that no operation pays for starting a thread.</remarks>
internal sealed class RecordingCrew : IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(1);

    private readonly Barrier _begin;
    private readonly Barrier _end;
    private readonly Thread[] _recording;
    private readonly Thread _reading;
    private readonly ManualResetEventSlim _working = new();
    private readonly Action _takeInterval;
    private readonly Action<long> _close;
    private readonly int _roundsEach;
    private long _rounds;
    private volatile bool _stopping;

    /// <param name="recordRound">Called by each recording thread, <paramref name="roundsEach"/> times for one <see cref="Work"/>.</param>
    /// <param name="takeInterval">Called by the reading thread each millisecond of work, and once at the end.</param>
    /// <param name="close">Called at the end, with the number of rounds there were.</param>
    public RecordingCrew(int threads, int roundsEach, Action recordRound, Action takeInterval, Action<long> close)
    {
        _begin = new Barrier(threads + 1);
        _end = new Barrier(threads + 1);
        _roundsEach = roundsEach;
        _takeInterval = takeInterval;
        _close = close;
        _recording = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => Record(recordRound)))];
        _reading = new Thread(Read);
        foreach (Thread thread in _recording) thread.Start();
        _reading.Start();
    }

    public void Work()
    {
        _working.Set();
        _begin.SignalAndWait();
        _end.SignalAndWait();
        _working.Reset();
        _rounds += (long)_roundsEach * _recording.Length;
    }

    public void Dispose()
    {
        _stopping = true;
        _working.Set();
        _begin.SignalAndWait();
        foreach (Thread thread in _recording) thread.Join();
        _reading.Join();

        _takeInterval();
        _close(_rounds);
        _begin.Dispose();
        _end.Dispose();
        _working.Dispose();
    }

    private void Record(Action recordRound)
    {
        while (true)
        {
            _begin.SignalAndWait();
            if (_stopping) return;

            for (int round = 0; round < _roundsEach; round++) recordRound();
            _end.SignalAndWait();
        }
    }

    private void Read()
    {
        while (!_stopping)
        {
            _working.Wait();
            _takeInterval();
            Thread.Sleep(ReadEvery);
        }
    }
}
