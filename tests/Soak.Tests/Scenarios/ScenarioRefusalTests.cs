using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

/// <summary>Every refusal, with its exact place (^) and words.</summary>
public sealed class ScenarioRefusalTests
{
    private const string DurationForm = "it must be a number with its unit, such as 500us, 500ms, 30s, 2m or 24h.";

    [Theory]
    [InlineData("\"setup\": [ ^{} ]", "setup[0].url is missing; it is needed. An address, or a path that begins with / at the target. Over TLS it is secured as the target is.")]
    [InlineData("\"setup\": [ { \"url\": ^\"//x/y\" } ]", "setup[0].url is \"//x/y\"; it must be an address such as http://127.0.0.1:9080/routes, or a path at the target that begins with /.")]
    [InlineData("\"teardown\": [ { \"url\": \"/x\", \"headers\": { \"X-Api-Key\": ^\"k\" } } ]", "teardown[0].headers.X-Api-Key is a literal secret; put the whole value into an environment variable and write env:NAME.")]
    [InlineData("^\"wrkload\": []", "wrkload is not known; did you mean workload?")]
    [InlineData("^\"qqqqqqqq\": []", "qqqqqqqq is not known; what can stand here is $schema, name, description, target, load, workload, tenants, setup, teardown, retry, thresholds, trends, alerts, influx, goodput, metrics, cost, gateway.")]
    [InlineData("\"trends\": { ^\"gateway.hepa\": \"1MB/h\" }", "trends.gateway.hepa is not known; did you mean gateway.heap?")]
    [InlineData("\"trends\": { \"gateway.heap\": ^\"1/h\" }", "trends.gateway.heap is \"1/h\"; it must be above 0 and an hour or a day, such as 10MB/h or 5%/h of its median, or off.")]
    [InlineData("\"trends\": { \"rate\": ^5 }", "trends.rate is 5; it must be a text in quotes.")]
    [InlineData("^\"name\": \"y\"", "name is given twice; keep one.")]
    [InlineData("\"cost\": ^{}", "cost names no model; add one, such as \"sim-small\": { \"input\": 0.15, \"output\": 0.60 }.")]
    [InlineData("\"cost\": ^{ \"budget\": 5 }", "cost names no model; add one, such as \"sim-small\": { \"input\": 0.15, \"output\": 0.60 }.")]
    [InlineData("\"cost\": { \"a\": {}, \"budget\": ^0 }", "cost.budget is 0; it must be at least 0.01.")]
    [InlineData("\"cost\": { \"a\": { \"input\": ^-1 } }", "cost.a.input is -1; it must be at least 0.")]
    [InlineData("\"cost\": { \"a\": { ^\"prompt\": 1 } }", "cost.a.prompt is not known; what can stand here is input, output.")]
    [InlineData("\"cost\": { \"a\": {}, ^\"a\": {} }", "cost.a is given twice; keep one.")]
    [InlineData("\"cost\": { \"a\": {}, \"currency\": ^\"EUR\" }", "cost.currency has a meaning only beside rate; add how much of it is a dollar.")]
    [InlineData("\"cost\": { \"a\": {}, \"rate\": ^0.9 }", "cost.rate has a meaning only beside currency; add its name, such as \"EUR\".")]
    [InlineData("\"cost\": { \"a\": {}, \"currency\": ^\"euros\", \"rate\": ^0 }", "cost.currency is \"euros\"; it must be three capital letters such as EUR.", "cost.rate is 0; it must be at least 0.01.")]
    [InlineData("\"cost\": ^[]", "cost is a list; it must be an object of models and prices in { }.")]
    [InlineData("\"metrics\": [ ^{ \"name\": \"a\" } ]", "metrics[0] has no source; add header or json.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"header\": \"b\", \"json\": ^\"c\" } ]", "metrics[0].json is given beside header; keep one.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"header\": ^\"b c\" } ]", "metrics[0].header is \"b c\"; it must be a header name: letters, digits and !#$%&'*+.^_`|~-.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"json\": ^\"b..c\" } ]", "metrics[0].json is \"b..c\"; it must be names of members, or numbers of items, with one point between them, such as data.0.embedding.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"json\": \"b\", \"is\": ^\"c\" } ]", "metrics[0].is has a meaning only for a rate; add \"kind\": \"rate\", or leave is out.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"json\": \"b\" }, { \"name\": ^\"a\", \"json\": \"c\" } ]", "metrics[1].name is \"a\", as metrics[0].name is; give each metric a name of its own.")]
    [InlineData("\"metrics\": [ { \"name\": \"a\", \"json\": \"b\", \"kind\": ^\"gauge\" } ]", "metrics[0].kind is \"gauge\"; it can be trend, rate, counter.")]
    [InlineData("\"thresholds\": [ ^\"fairness > 0.9\" ]", "thresholds[0] is \"fairness > 0.9\"; there are no tenants in the scenario; add \"tenants\", or leave the threshold out.")]
    [InlineData("\"thresholds\": [ ^\"by.tenant.free.requests > 0\" ]", "thresholds[0] is \"by.tenant.free.requests > 0\"; there are no tenants in the scenario; add \"tenants\", or leave the threshold out.")]
    [InlineData("\"thresholds\": [ ^\"cost.total < 1\" ]", "thresholds[0] is \"cost.total < 1\"; what tokens cost must be said, too: add \"cost\": { \"sim-small\": { \"input\": 0.15, \"output\": 0.60 } } or the like to the scenario.")]
    [InlineData("\"thresholds\": [ ^\"metric(ab).p99 < 1\" ], \"metrics\": [ { \"name\": \"a\", \"json\": \"b\" } ]", "thresholds[0] is \"metric(ab).p99 < 1\"; there is no metric \"ab\" in the scenario's metrics; did you mean a?")]
    [InlineData("\"thresholds\": [ ^\"metric(a).p99 < 1\" ]", "thresholds[0] is \"metric(a).p99 < 1\"; there is no metric \"a\" in the scenario's metrics; add one that is called so.")]
    [InlineData("\"description\": ^5", "description is 5; it must be a text in quotes.")]
    [InlineData("\"description\": ^null", "description is null; it must be a text in quotes.")]
    [InlineData("\"load\": ^[]", "load is a list; it must be an object in { }.")]
    [InlineData("\"thresholds\": ^{}", "thresholds is an object; it must be a list in [ ].")]
    [InlineData("\"thresholds\": [ ^5 ]", "thresholds[0] is 5; it must be a text in quotes.")]
    [InlineData("\"thresholds\": [ \"rate > 5\", ^\"ttfb.p99 < 1s\" ]", "thresholds[1] is \"ttfb.p99 < 1s\"; \"ttfb.p99\" is no metric; did you mean ttft.p99?")]
    [InlineData("\"thresholds\": [ ^\"group(caht).rate > 5\" ]", "thresholds[0] is \"group(caht).rate > 5\"; there is no group \"caht\" in the workload; did you mean chat?")]
    [InlineData("\"goodput\": ^\"ttft < 1s\"", "goodput is \"ttft < 1s\"; it must be a list in [ ].")]
    [InlineData("\"goodput\": [ ^5, ^\"ttft\" ]", "goodput[0] is 5; it must be a text in quotes.", "goodput[1] is \"ttft\"; it must be a latency, < or <= and a duration, such as ttft < 500ms.")]
    [InlineData("\"thresholds\": [ ^\"goodput > 95%\" ]", "thresholds[0] is \"goodput > 95%\"; what a good request is must be said, too: add \"goodput\": [ \"ttft < 500ms\" ] or the like to the scenario.")]
    [InlineData("\"goodput\": [], \"thresholds\": [ ^\"goodput > 95%\" ]", "thresholds[0] is \"goodput > 95%\"; what a good request is must be said, too: add \"goodput\": [ \"ttft < 500ms\" ] or the like to the scenario.")]
    [InlineData("\"retry\": { \"attempts\": ^0, \"budget\": ^\"lots\", \"base\": ^\"0s\", ^\"max\": 1 }",
        "retry.attempts is 0; it must be at least 1 attempt.", "retry.budget is \"lots\"; it must be a share such as 10% or 0.1.",
        "retry.base is \"0s\"; it must be above 0s.", "retry.max is not known; what can stand here is attempts, budget, base, cap, jitter.")]
    [InlineData("\"retry\": { \"attempts\": ^11, \"budget\": ^\"901%\" }", "retry.attempts is 11; it must be at most 10 attempts.", "retry.budget is \"901%\"; it must be from 0% to 900%.")]
    public void Read_WrongAtTheTop_IsRefusedThere(string members, params string[] messages) =>
        Marked.AssertRefused(Marked.Scenario(members), messages);

    [Theory]
    [InlineData("^{}", "tenants[0].name is missing; it is needed. What thresholds and reports call it; unique.")]
    [InlineData("{ \"name\": \"a\" }, { \"name\": ^\"a\" }", "tenants[1].name is \"a\", as tenants[0].name is; give each tenant a name of its own.")]
    [InlineData("{ \"name\": ^\"a b\" }", "tenants[0].name is \"a b\"; it must be at most 64 letters, digits and . _ - /, with a letter, a digit or / first.")]
    [InlineData("{ \"name\": \"a\", \"weight\": ^0 }", "tenants[0].weight is 0; it must be at least 1.")]
    [InlineData("{ \"name\": \"a\", \"apiKey\": ^\"sk-free\" }", "tenants[0].apiKey is a literal secret; secrets only as env:NAME: put it into an environment variable and write its name.")]
    [InlineData("{ \"name\": \"a\", \"headers\": { \"Authorization\": ^\"Bearer x\" } }", "tenants[0].headers.Authorization is a literal secret; put the whole value into an environment variable and write env:NAME.")]
    [InlineData("{ \"name\": \"a\", \"models\": ^[] }", "tenants[0].models is empty; it must hold at least one model.")]
    [InlineData("{ \"name\": \"a\", \"respectPlan\": ^\"no\" }", "tenants[0].respectPlan is \"no\"; it must be true or false.")]
    [InlineData("{ \"name\": \"a\", ^\"quota\": \"x\" }", "tenants[0].quota is not known; what can stand here is name, weight, apiKey, headers, networkDelay, models, providers, respectPlan.")]
    [InlineData("{ \"name\": \"a\" }, ^{ \"name\": \"b\", \"models\": [ \"sim-large\" ] }", "tenants[1] sends nothing, for no group asks for one of its models; add one that is asked for, or \"respectPlan\": false.")]
    public void Read_WrongTenants_AreRefusedThere(string tenants, string message) =>
        Marked.AssertRefused(Marked.Scenario($"\"tenants\": [ {tenants} ]"), message);

    [Fact]
    public void Read_GroupThatNoTenantMaySend_IsRefusedThere() => Marked.AssertRefused(
        """
        { "name": "x",
          "workload": [
            { "name": "list", "endpoint": "models" },
            { "name": "small", "requestId": true },
            ^{ "name": "large", "models": [ { "name": "sim-large" }, { "name": "sim-huge" } ] } ],
          "tenants": [ { "name": "free", "models": [ "sim-small" ], "headers": { ^"X-Request-ID": "7" } } ] }
        """,
        "workload[2] asks only for models outside every tenant's; give one of the tenants such a model, or \"respectPlan\": false.",
        "tenants[0].headers.X-Request-ID and workload[1].requestId are both given; keep one of them.");

    [Theory]
    [InlineData("\"url\": ^\"gateway/v1\"", "target.url is \"gateway/v1\"; it must be an absolute address such as http://127.0.0.1:8080/v1.")]
    [InlineData("\"url\": ^\"ftp://x/\"", "target.url is \"ftp://x/\"; there are http:// and https://, and ftp:// is neither.")]
    [InlineData("\"url\": ^\"http://x/v1?a=1\"", "target.url is \"http://x/v1?a=1\"; it must end with its path; leave out what follows ? or #.")]
    [InlineData("\"apiKey\": ^\"sk-123\"", "target.apiKey is a literal secret; secrets only as env:NAME: put it into an environment variable and write its name.")]
    [InlineData("\"apiKey\": ^\"env:MY KEY\"", "target.apiKey must be env: and the name of an environment variable: letters, digits and _, no digit first.")]
    [InlineData("\"tls\": { \"verify\": ^\"no\" }", "target.tls.verify is \"no\"; it must be true or false.")]
    [InlineData("\"tls\": { \"version\": ^\"1.1\" }", "target.tls.version is \"1.1\"; it can be 1.2, 1.3 - did you mean 1.2?")]
    [InlineData("\"transport\": ^\"spdy\"", "target.transport is \"spdy\"; it can be http1, http2, http3.")]
    [InlineData("\"transport\": \"http3\", \"tls\": { \"version\": ^\"1.2\" }", "target.tls.version is \"1.2\"; HTTP/3 is spoken over TLS 1.3 alone. Leave it out.")]
    [InlineData("\"connections\": { \"max\": ^0 }", "target.connections.max is 0; it must be at least 1 connection.")]
    [InlineData("\"connections\": { \"max\": ^1.5 }", "target.connections.max is 1.5; it must be a whole number.")]
    [InlineData("\"connections\": { \"max\": ^1e400 }", "target.connections.max is 1e400; it must be at most 1,000,000 connections.")]
    [InlineData("\"connections\": { \"max\": ^\"5\" }", "target.connections.max is \"5\"; it must be a whole number without quotes.")]
    [InlineData("\"connections\": { \"idle\": ^\"0s\" }", "target.connections.idle is \"0s\"; it must be above 0s.")]
    [InlineData("\"timeouts\": { \"total\": ^\"721h\" }", "target.timeouts.total is \"721h\"; it must be at most 720h.")]
    [InlineData("\"timeouts\": { \"total\": ^\"30\" }", "target.timeouts.total is \"30\"; " + DurationForm)]
    [InlineData("\"timeouts\": { \"total\": ^30 }", "target.timeouts.total is 30; " + DurationForm)]
    [InlineData("\"timeouts\": { \"total\": ^\"NaNs\" }", "target.timeouts.total is \"NaNs\"; " + DurationForm)]
    [InlineData("\"timeouts\": { ^\"first_byte\": \"1s\" }", "target.timeouts.first_byte is not known; did you mean firstByte?")]
    [InlineData("\"localAddress\": ^\"here\"", "target.localAddress is \"here\"; it must be an IP address such as 127.0.0.2.")]
    [InlineData("\"dns\": { \"ttl\": ^\"-1s\" }", "target.dns.ttl is \"-1s\"; it must not be below 0s.")]
    public void Read_WrongTarget_IsRefusedThere(string members, string message) =>
        Marked.AssertRefused(Marked.Scenario($"\"target\": {{ {members} }}"), message);

    [Theory]
    [InlineData("\"warmUp\": ^\"-1s\"", "load.warmUp is \"-1s\"; it must not be below 0s.")]
    [InlineData("\"arrival\": ^\"constnat\"", "load.arrival is \"constnat\"; it can be constant, poisson, gamma - did you mean constant?")]
    [InlineData("\"arrival\": ^\"poisson\", \"users\": 5", "load.arrival has a meaning only for a rate, and users send when they have thought; leave it out.")]
    [InlineData("\"arrival\": \"gamma\", \"burstiness\": ^0", "load.burstiness is 0; it must be at least 0.01.")]
    [InlineData("\"arrival\": \"gamma\", \"burstiness\": ^1000.5", "load.burstiness is 1000.5; it must be at most 1,000.")]
    [InlineData("\"arrival\": \"poisson\", \"burstiness\": ^2", "load.burstiness has a meaning only beside \"arrival\": \"gamma\"; add that, or leave burstiness out.")]
    [InlineData("\"maxInFlight\": ^0", "load.maxInFlight is 0; it must be at least 1 request.")]
    [InlineData("\"stages\": ^[]", "load.stages is empty; it must hold at least one stage.")]
    [InlineData("\"stages\": [ ^{ \"rate\": 5 } ]", "load.stages[0].for is missing; it is needed. Its length.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^0 } ]", "load.stages[0].rate is 0; it must be above 0 requests a second.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^\"0/s\", \"to\": 0 } ]", "load.stages[0].rate is \"0/s\"; it must be above 0 requests a second.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^-5 } ]", "load.stages[0].rate is -5; it must be above 0 requests a second.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^1e400 } ]", "load.stages[0].rate is 1e400; it must be at most 10,000,000 requests a second.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^\"NaN\" } ]", "load.stages[0].rate is \"NaN\"; it must be a rate such as 200/s, 60/min or 3600/h.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": ^\"Infinity\" } ]", "load.stages[0].rate is \"Infinity\"; it must be a rate such as 200/s, 60/min or 3600/h.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 1, \"to\": ^\"5/day\" } ]", "load.stages[0].to is \"5/day\"; it must be a rate such as 200/s, 60/min or 3600/h.")]
    [InlineData("\"stages\": [ { \"for\": ^\"0s\", \"rate\": 1 } ]", "load.stages[0].for is \"0s\"; it must be above 0s.")]
    [InlineData("\"stages\": [ ^{ \"for\": \"1s\" } ]", "load.stages[0] has neither rate nor users; give rate for an open loop, or users for a closed one.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 1, \"users\": ^5 } ]", "load.stages[0].users and rate are both given; keep rate for an open loop, or users for a closed one.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": ^0 } ]", "load.stages[0].users is 0; it must be at least 1 user.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": ^-1, \"to\": 5 } ]", "load.stages[0].users is -1; it must be at least 0 users.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": 5, \"to\": ^\"7/s\" } ]", "load.stages[0].to is \"7/s\"; beside users it must be a whole number of users, from 0 to 1,000,000.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": 5, \"to\": ^7.5 } ]", "load.stages[0].to is 7.5; beside users it must be a whole number of users, from 0 to 1,000,000.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": 5, \"to\": ^1000001 } ]", "load.stages[0].to is 1000001; beside users it must be a whole number of users, from 0 to 1,000,000.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": 5 }, { \"for\": \"1s\", \"rate\": ^5 } ]", "load.stages[1].rate stands among stages of users; keep all stages to one kind.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 5 }, { \"for\": \"1s\", \"users\": ^5 } ]", "load.stages[1].users stands among stages of rates; keep all stages to one kind.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"users\": 5 } ], \"for\": ^\"1s\"", "load.for has a meaning only beside load.users or load.trace; add one of them, or leave for out.")]
    [InlineData("\"stages\": ^[ { \"for\": \"400h\", \"rate\": 1 }, { \"for\": \"400h\", \"rate\": 1 } ]", "load.stages last 800h together; a run can last at most 720h.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 1 } ], \"users\": ^5", "load.users and load.stages are both given; keep stages for an open loop, or users for a closed one.")]
    [InlineData("\"users\": ^0", "load.users is 0; it must be at least 1 user.")]
    [InlineData("\"users\": 5, \"think\": ^\"2s..1s\"", "load.think is \"2s..1s\"; the shorter end must come first.")]
    [InlineData("\"users\": 5, \"think\": ^\"-1s..1s\"", "load.think is \"-1s..1s\"; it must not be below 0s.")]
    [InlineData("\"users\": 5, \"think\": ^\"1s..\"", "load.think is \"1s..\"; it must be a duration such as 0.5s, two such as 0.1s..0.5s, or a distribution such as exponential(1s).")]
    [InlineData("\"think\": ^\"1s\"", "load.think has a meaning only beside load.users; add users, or leave think out.")]
    [InlineData("\"for\": ^\"1s\"", "load.for has a meaning only beside load.users or load.trace; add one of them, or leave for out.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 5 } ], \"think\": ^\"1s\"", "load.think has a meaning only beside load.users; add users, or leave think out.")]
    [InlineData("\"trace\": ^{}", "load.trace.file is missing; it is needed. A JSON object a line, with timestamp (milliseconds), input_length, output_length and perhaps hash_ids, as Mooncake publishes them; a relative path begins at the scenario's folder. builtin:NAME is one that comes with the program.")]
    [InlineData("\"trace\": { \"file\": ^\"\" }", "load.trace.file is \"\"; it must not be empty.")]
    [InlineData("\"trace\": { \"file\": \"t\", \"speed\": ^0 }", "load.trace.speed is 0; it must be at least 0.01.")]
    [InlineData("\"users\": 5, \"trace\": ^{ \"file\": \"t\" }", "load.trace and load.users are both given; keep the trace, or leave it out.")]
    [InlineData("\"stages\": [ { \"for\": \"1s\", \"rate\": 1 } ], \"trace\": ^{ \"file\": \"t\" }", "load.trace and load.stages are both given; keep the trace, or leave it out.")]
    [InlineData("\"trace\": { \"file\": \"t\" }, \"arrival\": ^\"poisson\"", "load.arrival has a meaning only for a rate, and a trace says when each request is due; leave it out.")]
    [InlineData("\"trace\": { \"file\": \"t\" }, \"think\": ^\"1s\"", "load.think has a meaning only beside load.users; add users, or leave think out.")]
    public void Read_WrongLoad_IsRefusedThere(string members, string message) =>
        Marked.AssertRefused(Marked.Scenario($"\"load\": {{ {members} }}"), message);

    [Theory]
    [InlineData("\"weight\": ^0", "workload[0].weight is 0; it must be at least 1.")]
    [InlineData("\"endpoint\": ^\"chats\"", "workload[0].endpoint is \"chats\"; it can be chat, completions, responses, messages, embeddings, models, custom - did you mean chat?")]
    [InlineData("\"endpoint\": ^\"images\"", "workload[0].endpoint is \"images\"; it can be chat, completions, responses, messages, embeddings, models, custom.")]
    [InlineData("\"endpoint\": \"chat\", ^\"path\": \"/x\"", "workload[0].path does nothing for the endpoint chat; leave it out.")]
    [InlineData("\"method\": ^\"GET\"", "workload[0].method has a meaning only beside \"endpoint\": \"custom\"; add that, or leave method out.")]
    [InlineData("\"tokenBudget\": ^{ \"context\": 100 }", "workload[0].tokenBudget has a meaning only beside maxTokens; add it.")]
    [InlineData("\"maxTokens\": 20, \"tokenBudget\": { \"context\": 100, \"leastOutput\": ^30 }", "workload[0].tokenBudget.leastOutput is 30; it must be at most maxTokens, 20.")]
    [InlineData("\"endpoint\": \"custom\", \"path\": ^\"//other/x\"", "workload[0].path is \"//other/x\"; it must begin with one / and hold visible ASCII alone, other characters as %XX.")]
    [InlineData("\"endpoint\": \"custom\", \"path\": \"/x\", \"body\": ^\"{{seed}}\"", "workload[0].body is \"{{seed}}\"; it can hold {{id}} and {{n}} and {{number}} - to send {{seed}} as it is, put spaces around the name.")]
    [InlineData("\"endpoint\": \"custom\", \"path\": \"/x\", \"body\": ^\"a\", \"bodyFile\": \"b\"", "workload[0].body and bodyFile are both given; keep one of them.")]
    [InlineData("\"endpoint\": \"custom\", \"path\": \"/x\", \"method\": \"GET\", \"body\": ^\"a\"", "workload[0].body does nothing for the method GET; leave it out.")]
    [InlineData("\"catalogue\": ^\"*\", \"model\": \"a\"", "workload[0].catalogue and workload[0].model are both given; keep one of them.")]
    [InlineData("\"endpoint\": \"embeddings\", ^\"maxTokens\": 3", "workload[0].maxTokens does nothing for the endpoint embeddings; leave it out.")]
    [InlineData("\"endpoint\": \"responses\", ^\"turns\": 3", "workload[0].turns does nothing for the endpoint responses; leave it out.")]
    [InlineData("\"endpoint\": \"completions\", ^\"system\": \"x\"", "workload[0].system does nothing for the endpoint completions; leave it out.")]
    [InlineData("\"endpoint\": \"messages\", ^\"inputs\": 3", "workload[0].inputs does nothing for the endpoint messages; leave it out.")]
    [InlineData("\"endpoint\": \"embeddings\", \"inputs\": ^0", "workload[0].inputs is 0; it must be at least 1.")]
    [InlineData("\"endpoint\": \"embeddings\", \"dimensions\": ^0", "workload[0].dimensions is 0; it must be at least 1.")]
    [InlineData("\"endpoint\": \"embeddings\", \"encoding\": ^\"hex\"", "workload[0].encoding is \"hex\"; it can be float, base64.")]
    [InlineData("\"stream\": ^\"yes\"", "workload[0].stream is \"yes\"; it must be true or false.")]
    [InlineData("\"model\": ^\"\"", "workload[0].model is \"\"; it must not be empty.")]
    [InlineData("\"prompts\": ^[]", "workload[0].prompts is empty; it must hold at least one prompt.")]
    [InlineData("\"prompts\": [ \"a\", ^7 ]", "workload[0].prompts[1] is 7; it must be a text in quotes.")]
    [InlineData("\"maxTokens\": ^0", "workload[0].maxTokens is 0; it must be at least 1 token.")]
    [InlineData("^\"max_token\": 5", "workload[0].max_token is not known; did you mean maxTokens?")]
    [InlineData("\"temperature\": ^2.5", "workload[0].temperature is 2.5; it must be at most 2.")]
    [InlineData("\"temperature\": ^\"NaN\"", "workload[0].temperature is \"NaN\"; it must be a number without quotes.")]
    [InlineData("\"headers\": ^[]", "workload[0].headers is a list; it must be an object of header names and values in { }.")]
    [InlineData("\"headers\": { ^\"X A\": \"b\" }", "workload[0].headers.X A is no header name; it may hold letters, digits and !#$%&'*+.^_`|~-.")]
    [InlineData("\"headers\": { ^\"\": \"b\" }", "workload[0].headers. is no header name; it may hold letters, digits and !#$%&'*+.^_`|~-.")]
    [InlineData("\"headers\": { ^\"X\\r\\nA\": \"b\" }", "workload[0].headers.X\\u000d\\u000aA is no header name; it may hold letters, digits and !#$%&'*+.^_`|~-.")]
    [InlineData("\"headers\": { \"X-A\": ^\"b\\r\\nEvil: 1\" }", "workload[0].headers.X-A holds a line break, another control character or one outside ASCII; a header cannot carry it, take it out.")]
    [InlineData("\"headers\": { \"X-A\": ^5 }", "workload[0].headers.X-A must be a text in quotes.")]
    [InlineData("\"headers\": { \"X-A\": ^\"env:9\" }", "workload[0].headers.X-A must be env: and the name of an environment variable: letters, digits and _, no digit first.")]
    [InlineData("\"headers\": { \"X-A\": \"b\", ^\"x-a\": \"c\" }", "workload[0].headers.x-a is given twice; keep one.")]
    [InlineData("\"headers\": { ^\"content-length\": \"5\" }", "workload[0].headers.content-length is written by HotPath itself; leave it out.")]
    [InlineData("\"headers\": { \"authorization\": ^\"Bearer sk-1\" }", "workload[0].headers.authorization is a literal secret; put the whole value into an environment variable and write env:NAME.")]
    [InlineData("\"model\": ^\"a\", \"models\": [ { \"name\": \"b\" } ]", "workload[0].model and models are both given; keep one of them.")]
    [InlineData("\"models\": [ { \"name\": \"b\" }, { \"name\": ^\"b\" }, ^{ \"weight\": ^0 } ]",
        "workload[0].models[1].name is \"b\", as workload[0].models[0].name is; give each model a name of its own.",
        "workload[0].models[2].name is missing; it is needed. As it is asked for.",
        "workload[0].models[2].weight is 0; it must be at least 1.")]
    [InlineData("\"models\": ^[ { \"name\": \"b\", \"weight\": 999983 }, { \"name\": \"c\", \"weight\": 999979 }, { \"name\": \"d\", \"weight\": 1000000 }, { \"name\": \"e\", \"weight\": 1000000 }, { \"name\": \"f\", \"weight\": 1000000 } ]",
        "workload[0].models has weights of 4,999,962 parts in all; it must be at most 4,000,000. Use smaller weights, or such that have more in common.")]
    [InlineData("\"prompts\": [ \"{{id}}\", ^\"a {{ID}} b\" ]", "workload[0].prompts[1] is \"a {{ID}} b\"; it can hold {{id}} and {{n}} - to send {{ID}} as it is, put spaces around the name.")]
    [InlineData("\"promptTokens\": ^\"1s\"", "workload[0].promptTokens is \"1s\"; it must be a distribution such as constant(60), uniform(40, 120) or lognormal(80, 0.4).")]
    [InlineData("\"distinct\": ^0", "workload[0].distinct is 0; it must be at least 1 request.")]
    [InlineData("\"requestId\": ^1", "workload[0].requestId is 1; it must be true or false.")]
    [InlineData("\"requestId\": true, \"headers\": { ^\"x-request-id\": \"7\" }", "workload[0].headers.x-request-id and workload[0].requestId are both given; keep one of them.")]
    [InlineData("\"idempotencyKey\": true, \"headers\": { ^\"Idempotency-Key\": \"7\" }", "workload[0].headers.Idempotency-Key and workload[0].idempotencyKey are both given; keep one of them.")]
    [InlineData("\"metadata\": { \"a\": ^5, \"b\": \"x\", ^\"b\": \"y\" }", "workload[0].metadata.a is 5; it must be a text in quotes.", "workload[0].metadata.b is given twice; keep one.")]
    [InlineData("\"metadata\": ^[]", "workload[0].metadata is a list; it must be an object of names and texts in { }.")]
    [InlineData("\"cancelAfter\": ^\"0s\"", "workload[0].cancelAfter is \"0s\"; it must be above 0s.")]
    [InlineData("\"endpoint\": \"models\", ^\"models\": [ { \"name\": \"b\" } ], ^\"distinct\": 2, ^\"idempotencyKey\": true, ^\"promptTokens\": 5",
        "workload[0].models does nothing for the endpoint models; leave it out.", "workload[0].distinct does nothing for the endpoint models; leave it out.",
        "workload[0].idempotencyKey does nothing for the endpoint models; leave it out.", "workload[0].promptTokens does nothing for the endpoint models; leave it out.")]
    [InlineData("\"endpoint\": \"embeddings\", ^\"metadata\": {}", "workload[0].metadata does nothing for the endpoint embeddings; leave it out.")]
    [InlineData("\"expect\": { \"status\": ^[] }", "workload[0].expect.status is empty; it must hold at least one status code.")]
    [InlineData("\"expect\": { \"status\": [ ^42 ] }", "workload[0].expect.status[0] is 42; it must be at least 100.")]
    [InlineData("\"expect\": { \"model\": ^\"sim\" }", "workload[0].expect.model is \"sim\"; it can be same.")]
    [InlineData("\"expect\": { \"headers\": ^[] }", "workload[0].expect.headers is a list; it must be an object of header names and lists of values in { }.")]
    [InlineData("\"expect\": { \"headers\": { ^\"a b\": [] } }", "workload[0].expect.headers.a b is no header name; it may hold letters, digits and !#$%&'*+.^_`|~-.")]
    [InlineData("\"expect\": { \"headers\": { \"a\": [], ^\"A\": [] } }", "workload[0].expect.headers.A is given twice; keep one.")]
    [InlineData("\"expect\": { \"headers\": { \"a\": ^\"b\" } }", "workload[0].expect.headers.a is \"b\"; it must be a list in [ ].")]
    [InlineData("\"expect\": { \"headers\": { \"a\": [ ^\"\\n\" ] } }", "workload[0].expect.headers.a[0] holds a line break, another control character or one outside ASCII; a header cannot carry it, take it out.")]
    [InlineData("\"expect\": { \"fields\": ^[] }", "workload[0].expect.fields is empty; it must hold at least one path.")]
    [InlineData("\"expect\": { \"fields\": [ ^\"\" ] }", "workload[0].expect.fields[0] is \"\"; it must be names of members, or numbers of items, with one point between them, such as data.0.embedding.")]
    [InlineData("\"expect\": { \"tokens\": ^{} }", "workload[0].expect.tokens is empty; it must hold min, max or both.")]
    [InlineData("\"expect\": { \"tokens\": { \"min\": 5, \"max\": ^4 } }", "workload[0].expect.tokens.max is 4; it must be at least min, 5.")]
    [InlineData("\"expect\": { \"usage\": ^true }", "workload[0].expect.usage is true; it can be content.")]
    [InlineData("\"expect\": { \"sameRequestId\": ^true }", "workload[0].expect.sameRequestId has a meaning only beside requestId; add \"requestId\": true to the group, or leave sameRequestId out.")]
    [InlineData("\"endpoint\": \"models\", \"expect\": { \"model\": ^\"same\" }", "workload[0].expect.model does nothing for the endpoint models; leave it out.")]
    [InlineData("\"endpoint\": \"embeddings\", \"expect\": { \"tokens\": ^{ \"min\": 1 } }", "workload[0].expect.tokens does nothing for the endpoint embeddings; leave it out.")]
    [InlineData("\"endpoint\": \"embeddings\", ^\"maxTokens\": 5", "workload[0].maxTokens does nothing for the endpoint embeddings; leave it out.")]
    [InlineData("\"turns\": ^0", "workload[0].turns is 0; a conversation must have at least 1 turn.")]
    [InlineData("\"turns\": ^\"few\"", "workload[0].turns is \"few\"; it must be a distribution such as constant(60), uniform(40, 120) or lognormal(80, 0.4).")]
    [InlineData("\"think\": ^\"1s\"", "workload[0].think has a meaning only beside turns; add turns, or leave think out.")]
    [InlineData("\"endpoint\": \"models\", ^\"turns\": 3", "workload[0].turns does nothing for the endpoint models; leave it out.")]
    public void Read_WrongGroup_IsRefusedThere(string members, params string[] messages) =>
        Marked.AssertRefused(Marked.Group(members), messages);

    [Theory]
    [InlineData("\"ttft\": ^\"constant(-20ms)\"", "gateway.ttft is \"constant(-20ms)\"; no value may be below 0.")]
    [InlineData("\"ttft\": ^\"normal(1ms, 2)\"", "gateway.ttft is \"normal(1ms, 2)\"; it must be a distribution such as constant(20ms), uniform(10ms, 30ms) or lognormal(80ms, 0.4).")]
    [InlineData("\"itl\": ^\"20\"", "gateway.itl is \"20\"; it must be a distribution such as constant(20ms), uniform(10ms, 30ms) or lognormal(80ms, 0.4).")]
    [InlineData("\"itl\": ^\"lognormal(20ms, -1)\"", "gateway.itl is \"lognormal(20ms, -1)\"; its sigma must be a plain number from 0 to 3.")]
    [InlineData("\"tokens\": ^\"uniform(9, 5)\"", "gateway.tokens is \"uniform(9, 5)\"; the smaller end must come first.")]
    [InlineData("\"tokens\": ^\"uniform(-1, 5)\"", "gateway.tokens is \"uniform(-1, 5)\"; no value may be below 0.")]
    [InlineData("\"tokens\": ^-3", "gateway.tokens is -3; no value may be below 0.")]
    [InlineData("\"faults\": { \"cut\": { \"share\": ^1.01 } }", "gateway.faults.cut.share is 1.01; it must be at most 1.")]
    [InlineData("\"faults\": { \"cut\": { \"clean\": ^0 } }", "gateway.faults.cut.clean is 0; it must be true or false.")]
    [InlineData("\"faults\": { \"reject\": { \"status\": ^200 } }", "gateway.faults.reject.status is 200; it must be at least 400.")]
    [InlineData("\"faults\": { \"reject\": { \"retryAfter\": ^\"-1s\" } }", "gateway.faults.reject.retryAfter is \"-1s\"; it must not be below 0s.")]
    [InlineData("\"faults\": { \"reject\": { ^\"rate\": 1 } }", "gateway.faults.reject.rate is not known; what can stand here is share, status, retryAfter, count, at, for, every.")]
    [InlineData("\"faults\": { \"stall\": { \"at\": ^\"soon\" } }", "gateway.faults.stall.at is \"soon\"; " + DurationForm)]
    [InlineData("\"routing\": ^{}", "gateway.routing has a meaning only beside providers; add them, or leave it out.")]
    [InlineData("\"failover\": ^{}, \"cache\": {}", "gateway.failover has a meaning only beside providers; add them, or leave it out.")]
    [InlineData("\"providers\": ^[]", "gateway.providers is empty; it must hold at least one provider.")]
    [InlineData("\"providers\": [ { \"name\": \"a\" }, { \"name\": ^\"a\" } ]", "gateway.providers[1].name is \"a\", as gateway.providers[0].name is; give each provider a name of its own.")]
    [InlineData("\"providers\": [ { \"name\": \"a\", \"faults\": [ ^{ \"for\": \"1s\", \"kind\": \"slow\" } ] } ]", "gateway.providers[0].faults[0] has no by; a slow provider needs one, such as 500ms.")]
    [InlineData("\"providers\": [ { \"name\": \"a\", \"faults\": [ { \"for\": \"1s\", \"kind\": \"errors\", \"by\": ^\"1s\" } ] } ]", "gateway.providers[0].faults[0].by has a meaning only for kind slow; leave it out.")]
    [InlineData("\"providers\": [ { \"name\": \"a\", \"faults\": [ { \"for\": \"1s\", \"kind\": \"slow\", \"by\": \"1s\", \"status\": ^500 } ] } ]", "gateway.providers[0].faults[0].status does nothing for a slow provider; leave it out.")]
    [InlineData("\"providers\": [ { \"name\": \"a\" } ], \"routing\": { \"models\": { \"m\": [ ^\"b\" ] } }", "gateway.routing.models.m[0] is \"b\"; the providers are a.")]
    [InlineData("\"providers\": [ { \"name\": \"a\" } ], \"routing\": { \"models\": { \"m\": [ \"a\" ], ^\"m\": [ \"a\" ] } }", "gateway.routing.models.m is given twice; keep one.")]
    [InlineData("\"cache\": { \"ttl\": ^\"0s\" }", "gateway.cache.ttl is \"0s\"; it must be above 0s.")]
    public void Read_WrongGateway_IsRefusedThere(string members, string message) =>
        Marked.AssertRefused(Marked.Scenario($"\"gateway\": {{ {members} }}"), message);

    [Theory]
    [InlineData("^[]", "the document is a list; it must be an object in { }.")]
    [InlineData("^{ \"workload\": [ { \"name\": \"a\" } ] }", "name is missing; it is needed. What the result folder is named after.")]
    [InlineData("^{ \"name\": \"x\" }", "workload is missing; it is needed. The kinds of request, each with its share.")]
    [InlineData("{ \"name\": ^\"Big Run\", \"workload\": [ { \"name\": \"a\" } ] }", "name is \"Big Run\"; it names the result folder: at most 64 of a-z, 0-9 and -, no - first.")]
    [InlineData("{ \"name\": ^\"x\\n\", \"workload\": [ { \"name\": \"a\" } ] }", "name is \"x\\u000a\"; it names the result folder: at most 64 of a-z, 0-9 and -, no - first.")]
    [InlineData("{ \"name\": \"x\", \"workload\": ^[] }", "workload is empty; it must hold at least one group.")]
    [InlineData("{ \"name\": \"x\", \"workload\": [ ^{} ] }", "workload[0].name is missing; it is needed. What thresholds and reports call it; unique.")]
    [InlineData("{ \"name\": \"x\", \"workload\": [ { \"name\": ^\"a(b\" } ] }", "workload[0].name is \"a(b\"; it must be at most 64 letters, digits and . _ - /, with a letter, a digit or / first.")]
    [InlineData("{ \"name\": \"x\", \"workload\": [ { \"name\": \"a\" },\n { \"name\": ^\"a\" } ] }", "workload[1].name is \"a\", as workload[0].name is; give each group a name of its own.")]
    [InlineData("{ \"name\": \"x\", \"workload\": ^[ { \"name\": \"a\", \"weight\": 1000000 }, { \"name\": \"b\", \"weight\": 999999 }, { \"name\": \"c\", \"weight\": 999998 }, { \"name\": \"d\", \"weight\": 999997 }, { \"name\": \"e\", \"weight\": 7 } ] }", "workload has weights of 4,000,001 parts in all; it must be at most 4,000,000. Use smaller weights, or such that have more in common.")]
    [InlineData("{ \"name\": \"x\", \"load\": { \"trace\": { \"file\": \"t\" } }, \"workload\": [ { \"name\": \"a\", \"prompts\": ^[ \"b\" ], \"maxTokens\": ^5 } ] }", "workload[0].prompts does nothing beside load.trace, which says it of each request; leave prompts out.", "workload[0].maxTokens does nothing beside load.trace, which says it of each request; leave maxTokens out.")]
    [InlineData("{ \"name\": \"x\", \"load\": { \"trace\": { \"file\": \"t\" } }, \"workload\": [ { \"name\": \"a\", \"endpoint\": ^\"models\" } ] }", "workload[0].endpoint is \"models\"; load.trace replays chat requests alone: make it chat, or leave the group out.")]
    public void Read_WrongShape_IsRefusedThere(string json, params string[] messages) => Marked.AssertRefused(json, messages);

    [Fact]
    public void Read_ALiteralKey_IsNeverRepeatedInAMessage()
    {
        ScenarioReading reading = Marked.Read(Marked.Group("\"headers\": { \"X-Api-Key\": \"sk-secret\", \"X-B\": \"sk-secret\\n\" }")
            .Replace("\"name\": \"x\"", "\"name\": \"x\", \"target\": { \"apiKey\": \"sk-secret\" }", StringComparison.Ordinal));

        Assert.Equal(3, reading.Problems.Count);
        Assert.DoesNotContain(reading.Problems, problem => problem.ToString().Contains("sk-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"models\": ^[]", "gateway.models is empty; it must hold at least one model.")]
    [InlineData("\"models\": [\"a\", ^\"a\"]", "gateway.models[1] is \"a\", as gateway.models[0] is; name each once.")]
    [InlineData("\"tenants\": [ ^{} ]", "gateway.tenants[0].name is missing; it is needed. What X-Tenant-ID and /stats call it; unique.")]
    [InlineData("\"tenants\": [ { \"name\": ^\"a b\" } ]", "gateway.tenants[0].name is \"a b\"; it must be 1 to 128 letters, digits and signs of ASCII without spaces.")]
    [InlineData("\"tenants\": [ { \"name\": \"a\" }, { \"name\": ^\"a\" } ]", "gateway.tenants[1].name is \"a\", as gateway.tenants[0].name is; give each tenant a name of its own.")]
    [InlineData("\"tenants\": [ { \"name\": \"a\", \"keys\": [\"k\"] }, { \"name\": \"b\", \"keys\": [^\"k\"] } ]",
        "gateway.tenants[1].keys[0] is \"k\", as gateway.tenants[0].keys[0] is; give each key to one tenant.")]
    [InlineData("\"tenants\": [ { \"name\": \"a\", \"keys\": [^\"env:1\"] } ]",
        "gateway.tenants[0].keys[0] is \"env:1\"; it must be env: and the name of an environment variable: letters, digits and _, no digit first.")]
    [InlineData("\"models\": [\"m\"], \"tenants\": [ { \"name\": \"a\", \"models\": [^\"n\"] } ]", "gateway.tenants[0].models[0] is \"n\"; the gateway's models are m.")]
    [InlineData("\"limits\": [ ^{} ]", "gateway.limits[0].limit is missing; it is needed. Requests or tokens in each window, or what a bucket gets in that time.")]
    [InlineData("\"limits\": [ { \"limit\": ^1.5, \"every\": ^\"500us\", \"window\": ^\"slidin\", \"endpoints\": [^\"models\"] } ]",
        "gateway.limits[0].limit is 1.5; it must be a whole number.",
        "gateway.limits[0].every is \"500us\"; it must be at least 1ms.",
        "gateway.limits[0].window is \"slidin\"; it can be fixed, sliding, bucket - did you mean sliding?",
        "gateway.limits[0].endpoints[0] is \"models\"; it can be chat, completions, responses, messages, embeddings.")]
    [InlineData("\"limits\": [ { \"limit\": 1, \"burst\": ^2 } ]", "gateway.limits[0].burst is of a bucket alone; leave it out, or set window to bucket.")]
    [InlineData("\"tenants\": [ { \"name\": \"a\" } ], \"limits\": [ { \"limit\": 1, \"tenants\": [\"a\", ^\"b\"] } ]", "gateway.limits[0].tenants[1] is \"b\"; the gateway's tenants are a.")]
    [InlineData("\"models\": [\"m\"], \"limits\": [ { \"limit\": 1, \"models\": [^\"n\"] } ]", "gateway.limits[0].models[0] is \"n\"; the gateway's models are m.")]
    public void Read_WrongTenantsOrLimits_IsRefusedThere(string members, params string[] messages) =>
        Marked.AssertRefused(Marked.Scenario($"\"gateway\": {{ {members} }}"), messages);
}
