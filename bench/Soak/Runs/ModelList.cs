using System.IO.Enumeration;
using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>The models that a target lists, and what a group asks for of them.</summary>
/// <param name="Names">Each once, in the target's order.</param>
internal sealed record ModelList(IReadOnlyList<string> Names)
{
    /// <returns>Null where the answer is no list: <c>data</c> with objects that have an <c>id</c>, as OpenAI and Anthropic have it.</returns>
    public static ModelList? TryRead(OwnAnswer answer)
    {
        if (answer.Status is not 200) return null;

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } page && page.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array
                ? new ModelList([.. data.EnumerateArray().Select(NameOf).OfType<string>().Distinct(StringComparer.Ordinal)])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Those like <paramref name="pattern"/>, in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
    public IReadOnlyList<string> Like(string pattern) => [.. Names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false))];

    /// <summary>The scenario with a list of models in each group that asks for those of the target's.</summary>
    /// <param name="list">Null: the target has none to read.</param>
    /// <exception cref="RunRefusedException">A group has none to ask for, or too many.</exception>
    public static Scenario Resolve(Scenario scenario, Uri target, ModelList? list) => scenario with
    {
        Workload = [.. scenario.Workload.Select(group => group.Catalogue is { } pattern ? group with { Catalogue = null, Models = ModelsFor(group, pattern, target, list) } : group)],
    };

    private static WeightedModel[] ModelsFor(RequestGroup group, string pattern, Uri target, ModelList? list)
    {
        if (list is null) throw RunRefusedException.NoListOfModels(target, group.Name);

        IReadOnlyList<string> names = list.Like(pattern);
        return names.Count is > 0 and <= RequestShares.MostGroups
            ? [.. names.Select(name => new WeightedModel(name, 1))]
            : throw RunRefusedException.NoModelToAskFor(target, group.Name, pattern, names.Count, list.Names.Count);
    }

    private static string? NameOf(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } name ? name : null;
}
