using System.Globalization;
using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace HotPath.Micro.Suite;

/// <summary>What every benchmark of the suite is run with and every table of it shows.</summary>
internal static class SuiteConfig
{
    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(10); // of a cold cache on a busy machine

    private const string ArtifactsFolder = "BenchmarkDotNet.Artifacts";
    private const int MaxParameterCharacters = 40;

    public static ManualConfig Build(SuiteOptions options, ILogger console)
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddLogger(console)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.GitHub, JsonExporter.Full)
            .AddAnalyser([.. Analysers(options)])
            .AddValidator([.. DefaultConfig.Instance.GetValidators()])
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Job, DefaultColumnProviders.Params, new SuiteColumns(), DefaultColumnProviders.Metrics)
            .HideColumns(Column.Gen0, Column.Gen1, Column.Gen2)
            .WithSummaryStyle(new SummaryStyle(
                CultureInfo.InvariantCulture,
                printUnitsInHeader: false,
                sizeUnit: null,
                timeUnit: null,
                printZeroValuesInContent: true, // "0 B" is a result; "-" could be a missing one
                maxParameterColumnWidth: MaxParameterCharacters))
            .WithCultureInfo(CultureInfo.InvariantCulture)
            .WithArtifactsPath(options.ArtifactsDirectory?.FullName ?? Path.GetFullPath(ArtifactsFolder))
            .WithBuildTimeout(BuildTimeout)
            .WithOption(ConfigOptions.DisableOptimizationsValidator, options.IsDry);

        // A default job in the configuration would win over one that the command line names.
        return options.NamesJob ? config : config.AddJob(options.Quick ? SuiteJobs.Quick : SuiteJobs.Thorough);
    }

    // Quick iterations are short and dry ones mean nothing, as was asked for: no warning of that.
    private static IEnumerable<IAnalyser> Analysers(SuiteOptions options) => options.IsDry
        ? [RuntimeErrorAnalyser.Default]
        : DefaultConfig.Instance.GetAnalysers().Where(analyser => !options.Quick || analyser is not MinIterationTimeAnalyser);
}
