using HotPath.Gate.Micro.Reading;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public class BenchmarkReportReaderTests
{
    private const string Report =
        """
        {
          "Title": "Some.Benchmarks-20261121-180500",
          "HostEnvironmentInfo": { "BenchmarkDotNetCaption": "BenchmarkDotNet", "BenchmarkDotNetVersion": "0.14.0", "OsVersion": "Some System", "ProcessorName": "Some Processor",
                                   "LogicalCoreCount": 2, "RuntimeVersion": ".NET 10.0.0", "Architecture": "X64" },
          "Benchmarks": [
            { "DisplayInfo": "Benchmarks.One: Job-ABC(LaunchCount=2)", "FullName": "Some.Benchmarks.One", "Measurements": [
                { "IterationMode": "Workload", "IterationStage": "Result", "LaunchIndex": 1, "IterationIndex": 1, "Operations": 1, "Nanoseconds": 7 } ] },
            { "DisplayInfo": "Benchmarks.One: Job-DEF(Toolchain=InProcessEmitToolchain)", "FullName": "Some.Benchmarks.One", "Measurements": [
                { "IterationMode": "Overhead", "IterationStage": "Actual", "LaunchIndex": 1, "IterationIndex": 1, "Operations": 100, "Nanoseconds": 1 },
                { "IterationMode": "Workload", "IterationStage": "Warmup", "LaunchIndex": 1, "IterationIndex": 1, "Operations": 100, "Nanoseconds": 200 },
                { "IterationMode": "Workload", "IterationStage": "Actual", "LaunchIndex": 1, "IterationIndex": 1, "Operations": 100, "Nanoseconds": 300 },
                { "IterationMode": "Workload", "IterationStage": "Result", "LaunchIndex": 1, "IterationIndex": 1, "Operations": 100, "Nanoseconds": 1250.5 },
                { "IterationMode": "Workload", "IterationStage": "Result", "LaunchIndex": 1, "IterationIndex": 2, "Operations": 200, "Nanoseconds": 2400 } ],
              "Memory": { "Gen0Collections": 0, "TotalOperations": 200, "BytesAllocatedPerOperation": 24 } },
            { "DisplayInfo": "Benchmarks.Two: Job-DEF(Toolchain=InProcessEmitToolchain)", "FullName": "Some.Benchmarks.Two", "Statistics": null, "Memory": null, "Measurements": [] }
          ]
        }
        """;

    [Fact]
    public void Read_SeveralJobs_TakesTheLeastResultAnOperationOfEach()
    {
        BenchmarkReport report = BenchmarkReportReader.Read(Report);

        Assert.Equal(
            [
                new MeasuredBenchmark("Some.Benchmarks.One", 7, null, null, Executed: 0, IterationOperations: 1, IsInProcess: false, Problem: null),
                new MeasuredBenchmark("Some.Benchmarks.One", 12, 24, 200, Executed: 100 + 100 + 200, IterationOperations: 100, IsInProcess: true, Problem: null),
                new MeasuredBenchmark("Some.Benchmarks.Two", null, null, null, Executed: 0, IterationOperations: null, IsInProcess: true, "it failed, or no iteration of it was measured"),
            ],
            report.Benchmarks);
    }

    [Fact]
    public void Read_Host_IsWhatFiguresComeFrom()
    {
        MeasuredWith with = BenchmarkReportReader.Read(Report).With;

        Assert.Equal(".NET 10.0.0", with.Runtime);
        Assert.Equal(2, with.LogicalCores);
        Assert.Empty(with.DifferencesTo(with with { BenchmarkDotNet = "0.15.0" }));
        Assert.Equal(["the processor is Some Processor and was Another"], with.DifferencesTo(with with { Processor = "Another" }));
    }

    /// <summary>A process that is killed leaves part of a file. Cut after any character it is no report, never a shorter one.</summary>
    [Fact]
    public void Read_CutShort_IsRefused()
    {
        string whole = Report.TrimEnd();

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<BenchmarkReportException>(() => BenchmarkReportReader.Read(whole[..length])));
    }

    [Theory]
    [InlineData("[]", "HostEnvironmentInfo")]
    [InlineData("null", "HostEnvironmentInfo")]
    [InlineData("""{"HostEnvironmentInfo":{}}""", "Benchmarks")]
    [InlineData("""{"HostEnvironmentInfo":{},"Benchmarks":{}}""", "Benchmarks")]
    [InlineData("""{"HostEnvironmentInfo":{},"Benchmarks":[{}]}""", "FullName")]
    [InlineData("""{"HostEnvironmentInfo":{},"Benchmarks":[3]}""", "FullName")]
    [InlineData("""{"HostEnvironmentInfo":{},"Benchmarks":[{"FullName":"B","Measurements":[{"IterationMode":"Workload","IterationStage":"Result","Operations":1,"Nanoseconds":"NaN"}]}]}""", "Nanoseconds")]
    [InlineData("""{"HostEnvironmentInfo":{},"Benchmarks":[{"FullName":"B","Measurements":[{"IterationMode":"Workload","IterationStage":"Result","Nanoseconds":1}]}]}""", "Operations")]
    public void Read_OtherShape_SaysWhatIsMissing(string json, string member)
    {
        BenchmarkReportException refused = Assert.Throws<BenchmarkReportException>(() => BenchmarkReportReader.Read(json));

        Assert.Contains(member, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "1", "no more time than an empty method")]
    [InlineData("1", "0", "which is no time")]
    [InlineData("-1", "1", "which is no time")]
    [InlineData("1e999", "1", "which is no time")]
    public void Read_FigureThatIsNoTime_IsAProblemOfTheBenchmark(string nanoseconds, string operations, string problem)
    {
        string json = $$"""{"HostEnvironmentInfo":{},"Benchmarks":[{"FullName":"B","Measurements":[{"IterationMode":"Workload","IterationStage":"Result","Operations":{{operations}},"Nanoseconds":{{nanoseconds}}}]}]}""";

        MeasuredBenchmark benchmark = Assert.Single(BenchmarkReportReader.Read(json).Benchmarks);

        Assert.Null(benchmark.Nanoseconds);
        Assert.Contains(problem, benchmark.Problem, StringComparison.Ordinal);
    }
}
