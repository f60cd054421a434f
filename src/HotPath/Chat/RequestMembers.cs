using System.Buffers;
using System.Globalization;
using System.Text;
using HotPath.Requests;

namespace HotPath.Chat;

/// <summary>The members that requests of several endpoints share: how they are checked and written.</summary>
internal static class RequestMembers
{
    public static void CheckModel(string model, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(model)) problems.Add("model is empty; it must name a model of the gateway.");
    }

    public static void CheckMaxTokens(int? maxTokens, string option, List<string> problems)
    {
        if (maxTokens < 1) problems.Add($"{option} is {maxTokens}; it must be at least 1 token, or left out.");
    }

    public static void CheckTemperature(double? temperature, List<string> problems)
    {
        if (temperature is { } value && !(value >= 0 && double.IsFinite(value))) // also refuses NaN
        {
            problems.Add($"temperature is {value}; it must be a finite number of at least 0, or left out.");
        }
    }

    /// <exception cref="ArgumentException">There are <paramref name="problems"/>; the message lists them all.</exception>
    public static void RequireNone(IReadOnlyList<string> problems, string parameter)
    {
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems), parameter);
    }

    /// <summary>Opens the body: every request names its model first.</summary>
    public static void WriteModel(IBufferWriter<byte> output, string model)
    {
        output.Write("{\"model\":"u8);
        JsonText.WriteString(output, model);
    }

    public static void WriteString(IBufferWriter<byte> output, string name, string? value)
    {
        if (value is null) return;
        WriteName(output, name);
        JsonText.WriteString(output, value);
    }

    public static void WriteInteger(IBufferWriter<byte> output, string name, long? value)
    {
        if (value is not { } number) return;
        WriteName(output, name);
        JsonText.WriteNumber(output, number);
    }

    /// <summary>An object of texts; none where there are none.</summary>
    public static void WriteTexts(IBufferWriter<byte> output, string name, IReadOnlyDictionary<string, string> texts)
    {
        if (texts.Count == 0) return;
        WriteName(output, name);
        ReadOnlySpan<byte> before = "{"u8;
        foreach ((string key, string text) in texts)
        {
            output.Write(before);
            JsonText.WriteString(output, key);
            output.Write(":"u8);
            JsonText.WriteString(output, text);
            before = ","u8;
        }

        output.Write("}"u8);
    }

    public static void WriteTemperature(IBufferWriter<byte> output, double? value)
    {
        if (value is not { } temperature) return;
        WriteName(output, "temperature");
        output.Write(Encoding.ASCII.GetBytes(temperature.ToString(CultureInfo.InvariantCulture)));
    }

    public static void WriteStream(IBufferWriter<byte> output, bool stream, bool includeUsage)
    {
        if (stream) output.Write(",\"stream\":true"u8);
        if (stream && includeUsage) output.Write(",\"stream_options\":{\"include_usage\":true}"u8);
    }

    private static void WriteName(IBufferWriter<byte> output, string name)
    {
        output.Write(","u8);
        JsonText.WriteString(output, name);
        output.Write(":"u8);
    }
}
