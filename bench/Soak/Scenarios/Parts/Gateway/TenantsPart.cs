using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.tenants</c>: who may ask for what.</summary>
internal static class TenantsPart
{
    private const int MostNameLength = 128;

    public static ListShape Shape { get; } = new("Customers of the gateway, each with its plan. Left out: no request is held against one.", TenantShape())
    {
        NeedsOne = "tenant",
        Rule = (tenants, problems) =>
        {
            CheckUnique(tenants.Items.Select(tenant => tenant["name"]), "give each tenant a name of its own", problems);
            CheckUnique(tenants.Items.SelectMany(tenant => tenant["keys"]?.Items ?? []), "give each key to one tenant", problems);
        },
    };

    /// <summary>Models that the gateway has.</summary>
    public static ListShape ModelsShape { get; } = new(
        "What /v1/models lists; another model is answered with 404. Left out: any is served, and three are listed for show.",
        Terms.NotEmpty("A model's name.", otherwise: null))
    {
        NeedsOne = "model",
        Rule = (models, problems) => CheckUnique(models.Items, "name each once", problems),
    };

    public static ValueList<TenantSettings> Settings(CheckedObject gateway) =>
    [
        .. gateway.Objects("tenants").Select(tenant => new TenantSettings
        {
            Name = tenant.Text("name") ?? "",
            Keys = Texts(tenant, "keys"),
            Workspaces = Texts(tenant, "workspaces"),
            Models = Texts(tenant, "models"),
            Providers = Texts(tenant, "providers"),
        }),
    ];

    public static ValueList<string> Texts(CheckedObject holder, string member) => [.. holder.Items(member).Select(item => item.Text)];

    /// <summary>The models in the plans against those of the gateway.</summary>
    /// <param name="tenants">The list; null: there is none.</param>
    /// <param name="models">The catalogue; null: there is none, and any will do.</param>
    public static void CheckModels(DocumentValue? tenants, IReadOnlyList<string>? models, ProblemList problems)
    {
        foreach (DocumentValue tenant in tenants?.Items ?? [])
        {
            CheckKnown(tenant["models"], models, "the gateway's models are", problems);
        }
    }

    /// <param name="given">A list of names.</param>
    /// <param name="known">Null: any name will do.</param>
    /// <param name="lead">To be put before the known names.</param>
    public static void CheckKnown(DocumentValue? given, IReadOnlyList<string>? known, string lead, ProblemList problems)
    {
        foreach (DocumentValue name in given?.Items ?? [])
        {
            if (name.Kind is JsonValueKind.String && known?.Contains(name.Text) == false)
            {
                problems.Add(name, $"is {name.Describe()}; {lead} {string.Join(", ", known.Select(Quoted.Bare))}.");
            }
        }
    }

    /// <returns>The texts among values of which some may be no texts.</returns>
    public static string[] Names(IEnumerable<DocumentValue?> values) =>
        [.. values.OfType<DocumentValue>().Where(value => value.Kind is JsonValueKind.String).Select(value => value.Text)];

    private static ObjectShape TenantShape() => new(
        "One customer.",
        [
            new("name", HeaderText("What X-Tenant-ID and /stats call it; unique.")) { Required = true },
            new("keys", new ListShape(
                "The keys that act for it and for no other, by Authorization: Bearer or x-api-key; env:NAME is taken from that environment variable of the gateway. "
                + "Left out: any key that the gateway knows may act for it, by X-Tenant-ID.",
                HeaderText("A key.") with { ProblemOf = ProblemOfKey })
            {
                NeedsOne = "key",
            }),
            new("workspaces", new ListShape("What X-Workspace-ID may say. Left out: anything.", HeaderText("A workspace.")) { NeedsOne = "workspace" }),
            new("models", new ListShape("What it may ask for; another model is answered with 403. Left out: anything.", Terms.NotEmpty("A model's name.", otherwise: null)) { NeedsOne = "model" }),
            new("providers", new ListShape("What may serve it. Left out: any.", Terms.NotEmpty("A provider's name.", otherwise: null)) { NeedsOne = "provider" }),
        ]);

    /// <summary>What a request's header can hold, without spaces around it that a server takes away.</summary>
    private static TextShape HeaderText(string description) => new(description)
    {
        Pattern = "^[!-~]{1,128}$",
        ProblemOf = ProblemOfHeaderText,
    };

    private static string? ProblemOfHeaderText(string text) => text.Length is 0 or > MostNameLength || text.Any(character => character is < '!' or > '~')
        ? $"it must be 1 to {MostNameLength} letters, digits and signs of ASCII without spaces"
        : null;

    private static string? ProblemOfKey(string text) => ProblemOfHeaderText(text)
        ?? (SecretReference.IsMeant(text) && SecretReference.ProblemOf(text) is { } problem ? $"it {problem}" : null);

    private static void CheckUnique(IEnumerable<DocumentValue?> values, string advice, ProblemList problems)
    {
        Dictionary<string, DocumentValue> first = [];
        foreach (DocumentValue? value in values)
        {
            if (value is { Kind: JsonValueKind.String } && !first.TryAdd(value.Text, value))
            {
                problems.Add(value, $"is {value.Describe()}, as {first[value.Text].Name} is; {advice}.");
            }
        }
    }
}
