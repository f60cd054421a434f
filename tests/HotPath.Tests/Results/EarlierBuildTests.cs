using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

/// <summary>Folders of a build that did not know a member yet: it reads as the value that its record gives it.</summary>
public sealed class EarlierBuildTests : IDisposable
{
    private static readonly HashSet<string> Required =
    [
        "schemaVersion",
        .. typeof(RunResult).Assembly.GetTypes().Where(type => type.Namespace == typeof(RunResult).Namespace)
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => property.IsDefined(typeof(RequiredMemberAttribute)) || property.IsDefined(typeof(JsonRequiredAttribute)))
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
    ];

    private readonly TemporaryFolder _temporary = new();
    private readonly NullabilityInfoContext _nullability = new();
    private readonly Dictionary<Type, (PropertyInfo Property, bool MayBeNull)[]> _properties = [];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("run.json")]
    [InlineData("intervals.ndjson")]
    public void Read_WithoutAnyOneMember_LeavesNoNullThatMustNotBe(string file)
    {
        File.WriteAllText(_temporary["run.json"], JsonSerializer.Serialize(Filled.Run, ResultFormat.Run));
        File.WriteAllText(_temporary["intervals.ndjson"], JsonSerializer.Serialize(Filled.Interval, ResultFormat.Interval));
        JsonNode whole = JsonNode.Parse(File.ReadAllText(_temporary[file]))!;
        foreach ((JsonObject owner, string name) in MembersOf(whole, []).ToArray())
        {
            string path = $"{owner.GetPath()}.{name}";
            JsonNode? value = owner[name];
            owner.Remove(name);
            File.WriteAllText(_temporary[file], whole.ToJsonString());
            owner.Add(name, value);

            RecordedRun? read = TryRead();

            if (read is null) Assert.True(Required.Contains(name), $"Without {path} the run is refused, and that member is not marked as required.");
            else Assert.All(NullsThatMustNotBe(read.Run).Concat(read.Intervals.SelectMany(NullsThatMustNotBe)), member => Assert.Fail($"Without {path}, {member} is null."));
        }
    }

    [Fact]
    public void Read_WithoutAMemberThatHasAValueOfItsOwn_HasThatValue()
    {
        JsonNode whole = JsonSerializer.SerializeToNode(Filled.Run, ResultFormat.Run)!;
        whole["cost"]!.AsObject().Remove("currency");
        File.WriteAllText(_temporary["run.json"], whole.ToJsonString());

        Assert.Equal("$", ResultReader.Read(_temporary.Path).Run.Cost!.Currency);
    }

    private RecordedRun? TryRead()
    {
        try
        {
            return ResultReader.Read(_temporary.Path);
        }
        catch (ResultFolderException)
        {
            return null;
        }
    }

    /// <summary>Each of each record once: what is kept by name, or in a list, is alike, and so are objects of the same members.</summary>
    private static IEnumerable<(JsonObject Owner, string Name)> MembersOf(JsonNode? node, HashSet<string> seen)
    {
        if (node is JsonArray items) return MembersOf(items[0], seen);
        if (node is not JsonObject owner) return [];
        if (owner.ContainsKey(Filled.SecondKey)) return MembersOf(owner.First().Value, seen);
        if (!seen.Add(string.Join(' ', owner.Select(member => member.Key)))) return [];

        return owner.SelectMany(member => MembersOf(member.Value, seen).Prepend((owner, member.Key)));
    }

    private IEnumerable<string> NullsThatMustNotBe(object record)
    {
        foreach ((PropertyInfo property, bool mayBeNull) in PropertiesOf(record.GetType()))
        {
            object? value = property.GetValue(record);
            if (value is null && !mayBeNull) yield return $"{record.GetType().Name}.{property.Name}";

            IEnumerable<object> inner = value switch
            {
                null or string => [],
                IDictionary entries => entries.Values.Cast<object>(),
                IEnumerable items => items.Cast<object>(),
                _ => [value],
            };
            foreach (string member in inner.Where(IsOfResults).SelectMany(NullsThatMustNotBe)) yield return member;
        }
    }

    private (PropertyInfo Property, bool MayBeNull)[] PropertiesOf(Type record)
    {
        if (_properties.TryGetValue(record, out (PropertyInfo, bool)[]? known)) return known;

        return _properties[record] = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (property, _nullability.Create(property).ReadState != NullabilityState.NotNull))];
    }

    private static bool IsOfResults(object value) => value.GetType().Namespace == typeof(RunResult).Namespace;
}
