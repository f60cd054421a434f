using BenchmarkDotNet.Loggers;

namespace HotPath.Micro.Suite;

/// <summary>BenchmarkDotNet's output, or the part of it that speaks of trouble, to a writer.</summary>
internal sealed class WriterLogger(TextWriter writer, bool onlyTrouble) : ILogger
{
    public string Id => nameof(WriterLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (Shows(logKind)) writer.Write(text);
    }

    public void WriteLine()
    {
        if (!onlyTrouble) writer.WriteLine();
    }

    public void WriteLine(LogKind logKind, string text)
    {
        if (Shows(logKind)) writer.WriteLine(text);
    }

    public void Flush() => writer.Flush();

    private bool Shows(LogKind kind) => !onlyTrouble || kind is LogKind.Error or LogKind.Warning;
}
