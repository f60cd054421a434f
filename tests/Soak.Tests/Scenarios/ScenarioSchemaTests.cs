using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ScenarioSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ScenarioSchema.ToJson())!;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string> BuiltIns => [.. BuiltInScenarios.Names];

    [Theory]
    [MemberData(nameof(BuiltIns))]
    public void ToJson_BuiltIn_IsAllowed(string name)
    {
        Assert.True(BuiltInScenarios.TryRead(name, out byte[]? file));
        Assert.True(SchemaCheck.Allows(Schema, JsonNode.Parse(file, documentOptions: Lenient)));
    }

    [Fact]
    public void ToJson_WholeExample_HasEveryMemberOfTheSchemaButThoseOfUsers()
    {
        JsonNode example = JsonNode.Parse(WholeExample.Json, documentOptions: Lenient)!;

        Assert.True(SchemaCheck.Allows(Schema, example));
        Assert.Equal(
            MembersOfSchema(Schema, "").Except(["load.users", "load.think", "load.for", "load.stages[].users", "load.trace", "load.trace.file", "load.trace.speed", "cost.budget", "cost.currency", "cost.rate"]).Order(StringComparer.Ordinal),
            MembersOf(example, "").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ToJson_EachMember_IsDescribed()
    {
        foreach ((string path, JsonNode member) in SchemasOf(Schema, ""))
        {
            Assert.True(((string?)member["description"])?.EndsWith('.') ?? false, path);
        }
    }

    [Fact]
    public void ToJson_EachDefault_IsAllowedByItsOwnSchema()
    {
        foreach ((string path, JsonNode member) in SchemasOf(Schema, "").Where(member => member.Schema["default"] is not null))
        {
            Assert.True(SchemaCheck.Allows(member, member["default"]), path);
        }
    }

    /// <summary>Where a value alone decides, reader and schema must say the same.</summary>
    [Theory]
    [InlineData("trends", "{\"gateway.heaps\":\"1MB/h\"}", "{\"rate\":5}", "{\"rate\":\"5%/h\",\"watched(a b).rss\":\"off\"}")]
    [InlineData("name", "\"Bad Name\"", "5", "\"ok-1\"")]
    [InlineData("target.transport", "\"http4\"", "1", "\"http3\"")]
    [InlineData("target.apiKey", "\"sk-1\"", "\"env:1\"", "\"env:A_1\"")]
    [InlineData("target.connections.max", "0", "1.5", "1")]
    [InlineData("target.timeouts.total", "\"30\"", "30", "\"0.5h\"")]
    [InlineData("load.maxInFlight", "1e400", "\"1\"", "1000000")]
    [InlineData("load.arrival", "\"bursty\"", "1", "\"gamma\"")]
    [InlineData("load.requests", "0", "1.5", "1000000000")]
    [InlineData("load.burstiness", "0.009", "\"1\"", "1000")]
    [InlineData("workload[0].turns", "\"1s\"", "true", "\"uniform(1, 3)\"")]
    [InlineData("workload[0].think", "\"1\"", "1", "\"1s..2s\"")]
    [InlineData("workload[0].maxTokens", "0", "null", "5e0")]
    [InlineData("workload[0].temperature", "2.01", "-0.1", "2")]
    [InlineData("workload[0].stream", "\"true\"", "0", "true")]
    [InlineData("workload[0].prompts", "[]", "[\"\"]", "[\"a\\nb\"]")]
    [InlineData("workload[0].prompts", "[\"{{x}}\"]", "[\"a {{idx}}\"]", "[\"{{id}} {{n}} {{ x }} { {{\"]")]
    [InlineData("workload[0].promptTokens", "\"50ms\"", "true", "50")]
    [InlineData("workload[0].distinct", "0", "1.5", "1000000000")]
    [InlineData("workload[0].requestId", "1", "\"yes\"", "true")]
    [InlineData("workload[0].idempotencyKey", "1", "\"yes\"", "false")]
    [InlineData("workload[0].metadata", "[]", "{\"a\":1}", "{\"a b\":\"\"}")]
    [InlineData("workload[0].cancelAfter", "\"0.5\"", "5", "\"500ms\"")]
    [InlineData("workload[0].models", "[]", "[{\"name\":\"a\",\"weight\":0}]", "[{\"name\":\"a\"}]")]
    [InlineData("tenants[0].apiKey", "\"sk-1\"", "5", "\"env:A\"")]
    [InlineData("tenants[0].models", "[]", "[\"\"]", "[\"a\"]")]
    [InlineData("tenants[0].providers", "[]", "[5]", "[\"a\"]")]
    [InlineData("workload[0].expect.sameRequestId", "\"yes\"", "1", "false")]
    [InlineData("tenants[0].respectPlan", "\"no\"", "0", "false")]
    [InlineData("tenants[0].weight", "0", "1000001", "1000000")]
    [InlineData("workload[0].expect.status", "[99]", "[600]", "[599]")]
    [InlineData("workload[0].expect.headers", "{\"a b\":[]}", "{\"a\":\"b\"}", "{\"a\":[\"b\"]}")]
    [InlineData("workload[0].expect.fields", "[]", "[\".a\"]", "[\"a.0.b\"]")]
    [InlineData("workload[0].expect.tokens.min", "-1", "1.5", "0")]
    [InlineData("workload[0].expect.usage", "\"same\"", "true", "\"content\"")]
    [InlineData("metrics[0].scale", "0", "\"1\"", "1000")]
    [InlineData("metrics[0].kind", "\"gauge\"", "1", "\"rate\"")]
    [InlineData("cost.budget", "0", "\"5\"", "0.5")]
    [InlineData("cost.any-model", "{\"in\":1}", "5", "{\"output\":1}")]
    [InlineData("workload[0].headers", "{\"a b\":\"c\"}", "{\"a\":\"\\n\"}", "{\"a\":\"c\"}")]
    [InlineData("gateway.ttft", "\"20\"", "\"normal(1ms)\"", "\"uniform(1ms,2ms)\"")]
    [InlineData("gateway.tokens", "\"20ms\"", "true", "12")]
    [InlineData("gateway.faults.cut.share", "1.1", "-0.1", "0.5")]
    [InlineData("gateway.faults.reject.status", "399", "429.5", "503")]
    [InlineData("gateway.faults.reject.retryAfter", "\"soon\"", "1", "\"0s\"")]
    [InlineData("gateway.faults.reject.count", "-1", "\"2\"", "2")]
    [InlineData("gateway.providers", "[]", "[{}]", "[{\"name\":\"beta\"},{\"name\":\"alpha\"}]")]
    [InlineData("gateway.providers[0].weight", "0", "1001", "1000")]
    [InlineData("gateway.providers[0].ttft", "\"5\"", "5", "\"constant(1ms)\"")]
    [InlineData("gateway.providers[0].capacity", "0", "1.5", "1")]
    [InlineData("gateway.providers[0].errorRate", "1.1", "-0.1", "1")]
    [InlineData("gateway.providers[0].faults", "{}", "[{\"for\":\"1s\"}]", "[{\"for\":\"1s\",\"kind\":\"unavailable\"}]")]
    [InlineData("gateway.routing.policy", "\"random\"", "1", "\"priority\"")]
    [InlineData("gateway.routing.models", "[]", "{\"\":[\"beta\"]}", "{\"any name\":[\"beta\"]}")]
    [InlineData("gateway.failover.attempts", "0", "11", "10")]
    [InlineData("gateway.failover.on", "[]", "[200]", "[429]")]
    [InlineData("gateway.failover.breaker.failures", "0", "1001", "1")]
    [InlineData("gateway.cache.entries", "0", "1000001", "1")]
    [InlineData("gateway.cache.ttl", "\"5\"", "5", "\"1h\"")]
    [InlineData("gateway.idempotency.ttl", "\"soon\"", "60", "\"1m\"")]
    [InlineData("retry.attempts", "0", "1.5", "10")]
    [InlineData("retry.budget", "\"10 %\"", "true", "0.2")]
    [InlineData("goodput", "[\"ttft\"]", "[5]", "[\"e2e < 1s\"]")]
    [InlineData("thresholds", "{}", "[5]", "[]")]
    public void ToJson_ValueAlone_IsJudgedAsTheReaderDoes(string path, string wrong, string alsoWrong, string right)
    {
        foreach (string value in (string[])[wrong, alsoWrong, right])
        {
            string json = With(path, value);

            bool read = ScenarioReader.Read(Encoding.UTF8.GetBytes(json), "file.json", (_, _) => null).Scenario is not null;

            Assert.Equal(value == right, read);
            Assert.True(read == SchemaCheck.Allows(Schema, JsonNode.Parse(json)), $"{path} = {value}");
        }
    }

    [Fact]
    public void ToJson_UnknownMemberAnywhere_IsRefusedByBoth()
    {
        List<string> objects = ["", .. MembersOf(JsonNode.Parse(WholeExample.Json, documentOptions: Lenient)!, "", onlyObjects: true)];
        foreach (string path in objects.Distinct().Where(path => !HasNamesOfItsOwn(path)))
        {
            string json = With(path.Length == 0 ? "zzzz" : $"{path}.zzzz", "1").Replace("[]", "[0]", StringComparison.Ordinal);

            Assert.Contains(Marked.Read(json).Problems, problem => problem.Message.Contains("zzzz is not known", StringComparison.Ordinal));
            Assert.False(SchemaCheck.Allows(Schema, JsonNode.Parse(json)), path);
        }
    }

    /// <summary>The whole example with one value changed or added; [] is the first item of a list that has what follows, else its first.</summary>
    private static string With(string path, string value)
    {
        const string Placeholder = "\"<value>\"";
        JsonNode example = JsonNode.Parse(WholeExample.Json, documentOptions: Lenient)!;
        string[] steps = path.Replace("[]", ".*", StringComparison.Ordinal).Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        JsonNode at = example;
        for (int step = 0; step < steps.Length - 1; step++)
        {
            at = at is not JsonArray list ? at[steps[step]]!
                : steps[step] == "*" ? list.OfType<JsonObject>().FirstOrDefault(item => item.ContainsKey(steps[step + 1])) ?? list[0]!
                : list[0]!;
        }

        at[steps[^1]] = "<value>";
        return example.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .Replace(Placeholder, value, StringComparison.Ordinal);
    }

    private static IEnumerable<string> MembersOfSchema(JsonNode schema, string path) => SchemasOf(schema, path).Select(member => member.Path);

    private static IEnumerable<(string Path, JsonNode Schema)> SchemasOf(JsonNode schema, string path)
    {
        foreach ((string name, JsonNode? member) in schema["properties"]?.AsObject() ?? [])
        {
            string inner = path.Length == 0 ? name : $"{path}.{name}";
            yield return (inner, member!);
            JsonNode holder = member!["items"] ?? member;
            foreach ((string Path, JsonNode Schema) deeper in SchemasOf(holder, member["items"] is null ? inner : $"{inner}[]"))
            {
                yield return deeper;
            }
        }
    }

    /// <summary>What its members are called is for the user to say.</summary>
    private static bool HasNamesOfItsOwn(string path) =>
        path.EndsWith("headers", StringComparison.Ordinal) || path.EndsWith("metadata", StringComparison.Ordinal) || path is "gateway.routing.models" or "cost" or "trends";

    private static IEnumerable<string> MembersOf(JsonNode value, string path, bool onlyObjects = false)
    {
        IEnumerable<(string Path, JsonNode? Value)> held = value switch
        {
            JsonObject given => given.Select(member => (path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
            JsonArray list => list.Select(item => ($"{path}[]", item)),
            _ => [],
        };
        foreach ((string inner, JsonNode? item) in held)
        {
            if (onlyObjects ? item is JsonObject : value is JsonObject)
            {
                yield return inner;
            }

            foreach (string deeper in HasNamesOfItsOwn(inner) ? [] : MembersOf(item!, inner, onlyObjects))
            {
                yield return deeper;
            }
        }
    }
}
