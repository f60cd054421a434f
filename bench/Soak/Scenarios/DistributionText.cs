using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Analysis.Words;

namespace HotPath.Soak.Scenarios;

/// <summary>What the numbers of a distribution are.</summary>
internal enum DistributionUnit
{
    /// <summary>Durations: written with their unit, kept in nanoseconds.</summary>
    Time,

    /// <summary>Plain numbers.</summary>
    Count,
}

/// <summary>
/// Distributions as users write them: <c>constant(20ms)</c>, <c>uniform(40, 120)</c>, <c>lognormal(80ms, 0.4)</c> (median and sigma),
/// <c>exponential(1s)</c> (mean); a value alone is constant.
/// </summary>
internal static partial class DistributionText
{
    /// <summary>The widest sigma of a lognormal: at 3 one draw in a hundred is a thousand times the median already.</summary>
    public const double MostSigma = 3;

    /// <summary>The largest plain number.</summary>
    public const double MostCount = 1_000_000;

    public static string PatternOf(DistributionUnit unit) => $"^(?:{BodyOf(unit)})$";

    /// <summary>A pattern that matches a distribution wherever it stands; to be put in a group.</summary>
    public static string BodyOf(DistributionUnit unit)
    {
        string value = unit is DistributionUnit.Time ? DurationText.Body : NumberText.Pattern;
        return $@"{value}|(?:constant|exponential)\(\s*{value}\s*\)|uniform\(\s*{value}\s*,\s*{value}\s*\)|lognormal\(\s*{value}\s*,\s*{NumberText.Pattern}\s*\)";
    }

    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(
        string text, DistributionUnit unit, out Distribution distribution, [NotNullWhen(false)] out string? problem)
    {
        distribution = default;
        Match call = Call().Match(text);
        string kind = call.Success ? call.Groups["kind"].Value : "constant";
        string[] numbers = (call.Success ? call.Groups["numbers"].Value : text)
            .Split(',', call.Success ? StringSplitOptions.TrimEntries : StringSplitOptions.None);
        if (numbers.Length != (kind is "constant" or "exponential" ? 1 : 2) || kind is not ("constant" or "uniform" or "lognormal" or "exponential"))
        {
            problem = Expectation(unit);
            return false;
        }

        if (!TryParseValue(numbers[0], unit, out double first, out problem))
        {
            return false;
        }

        double second = 0;
        if (kind is "uniform" && !TryParseValue(numbers[1], unit, out second, out problem))
        {
            return false;
        }

        if (kind is "uniform" && first > second)
        {
            problem = "the smaller end must come first";
            return false;
        }

        if (kind is "lognormal" && !TryParseSigma(numbers[1], out second, out problem))
        {
            return false;
        }

        distribution = kind switch
        {
            "constant" => Distribution.Constant(first),
            "uniform" => Distribution.Uniform(first, second),
            "exponential" => Distribution.Exponential(first),
            _ => Distribution.LogNormal(first, second),
        };
        return true;
    }

    /// <summary>Reads back as the same distribution.</summary>
    public static string Format(Distribution distribution, DistributionUnit unit) => distribution.Kind switch
    {
        DistributionKind.Constant => $"constant({FormatValue(distribution.First, unit)})",
        DistributionKind.Uniform => $"uniform({FormatValue(distribution.First, unit)}, {FormatValue(distribution.Second, unit)})",
        DistributionKind.Exponential => $"exponential({FormatValue(distribution.First, unit)})",
        _ => $"lognormal({FormatValue(distribution.First, unit)}, {NumberText.Format(distribution.Second)})",
    };

    public static string Expectation(DistributionUnit unit) => unit is DistributionUnit.Time
        ? "it must be a distribution such as constant(20ms), uniform(10ms, 30ms) or lognormal(80ms, 0.4)"
        : "it must be a distribution such as constant(60), uniform(40, 120) or lognormal(80, 0.4)";

    private static bool TryParseValue(string text, DistributionUnit unit, out double value, [NotNullWhen(false)] out string? problem)
    {
        value = 0;
        if (unit is DistributionUnit.Time)
        {
            if (!DurationText.TryParseNanoseconds(text, out decimal nanoseconds, out problem))
            {
                problem = problem == DurationText.Expectation ? Expectation(unit) : problem;
                return false;
            }

            value = NumberText.ToDouble(nanoseconds);
        }
        else if (!TryParseNumber(text, out value))
        {
            problem = Expectation(unit);
            return false;
        }

        problem = value < 0 ? "no value may be below 0"
            : unit is DistributionUnit.Count && value > MostCount ? $"no value may be above {MostCount:N0}"
            : null;
        return problem is null;
    }

    private static bool TryParseSigma(string text, out double sigma, [NotNullWhen(false)] out string? problem)
    {
        problem = TryParseNumber(text, out sigma) && sigma is >= 0 and <= MostSigma
            ? null
            : $"its sigma must be a plain number from 0 to {MostSigma}";
        return problem is null;
    }

    private static bool TryParseNumber(string text, out double value)
    {
        bool parsed = Number().IsMatch(text) & NumberText.TryParse(text, out decimal number);
        value = NumberText.ToDouble(number);
        return parsed;
    }

    private static string FormatValue(double value, DistributionUnit unit)
    {
        string number = NumberText.Format(value);
        return unit is DistributionUnit.Count
            ? number
            : DurationText.FormatNanoseconds(decimal.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\A(?<kind>[a-z]+)\((?<numbers>[^()]*)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex($@"\A{NumberText.Pattern}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
