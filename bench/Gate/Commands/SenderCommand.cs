using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Sender;
using HotPath.Gate.Peers.Servers;

namespace HotPath.Gate.Commands;

/// <summary>The bare sender that <c>peers</c> starts as a process of its own; not for users. Ends with its input, and answers each line of it with its counts.</summary>
internal static class SenderCommand
{
    public const string Name = "run-paced-sender";

    private const string RateOption = "--rate";
    private const string EventsOption = "--events";
    private const string CertificateOption = "--certificate";

    /// <param name="certificateFolder">As <see cref="ServerCertificate"/> fills it; null: in the clear.</param>
    public static IReadOnlyList<string> Arguments(StreamPace pace, string? certificateFolder) =>
    [
        PeersCommand.Name, Name,
        RateOption, pace.EventsPerSecond.ToString(CultureInfo.InvariantCulture),
        EventsOption, pace.Events.ToString(CultureInfo.InvariantCulture),
        .. certificateFolder is null ? (string[])[] : [CertificateOption, certificateFolder],
    ];

    public static Command Build()
    {
        Option<int> rate = new(RateOption) { Required = true };
        Option<int> events = new(EventsOption) { Required = true };
        Option<string?> certificate = new(CertificateOption);
        Command command = new(Name, "Serves paced streams, and prints what it has done when it is asked.") { rate, events, certificate };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            StreamPace pace = new(parsed.GetRequiredValue(rate), parsed.GetRequiredValue(events));
            using X509Certificate2? own = parsed.GetValue(certificate) is { } folder ? ServerCertificate.ReadFrom(folder) : null;
            using PacedSender sender = new(pace, own, TimeProvider.System);
            TextWriter output = parsed.InvocationConfiguration.Output;
            Say(output, JsonSerializer.Serialize(new SenderStart(sender.Port), SenderJson.Default.SenderStart));
            while (Console.In.ReadLine() is not null) Say(output, JsonSerializer.Serialize(sender.Counts, SenderJson.Default.SenderCounts));

            return ExitCode.Success;
        });
        return command;
    }

    private static void Say(TextWriter output, string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
