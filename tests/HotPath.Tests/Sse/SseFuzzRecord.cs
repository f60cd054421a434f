using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;
using System.Text.Json;
using HotPath.Sse;

namespace HotPath.Tests.Sse;

/// <summary>What a run of <see cref="SseFuzzTests"/> compared, for keeping.</summary>
internal sealed class SseFuzzRecord(int firstSeed, int threads, SseFuzzTally total, TimeSpan duration)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Test = typeof(SseFuzzTests).FullName,
            Library = Library(),
            Runtime = RuntimeInformation.FrameworkDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            VectorBits = VectorBits(),
            FirstSeed = firstSeed, // each thread has the seed after that of the one before
            Threads = threads,
            Seconds = Math.Round(duration.TotalSeconds, 1),
            EventsCompared = total.Events, // once for each pass over their stream
            total.EventsByPath,
            total.Streams,
            total.StreamEvents,
            total.StreamBytes,
            total.Pieces,
        },
        Indented);

    public void WriteTo(string file)
    {
        string path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, ToJson() + "\n");
    }

    // The version, and the commit behind a plus sign.
    private static string Library() =>
        typeof(SseParser).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static int VectorBits() =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
