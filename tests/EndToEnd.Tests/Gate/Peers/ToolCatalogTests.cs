using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Tools;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class ToolCatalogTests
{
    [Fact]
    public void All_EachWork_IsDoneByTheToolsThatCanDoIt()
    {
        IEnumerable<string> table = WorkCatalog.All().Select(work =>
            $"{work.Name}: {string.Join(' ', ToolCatalog.All.Where(tool => tool.WhyNot(work) is null).Select(tool => tool.Name))}");

        const string closedLoop = "hotpath hotpath-http2 wrk h2load h2load-http2 hey locust autocannon httpmessageinvoker";
        Assert.Equal(
            [
                $"small: {closedLoop}",
                $"stream: {closedLoop}",
                $"small-tls: {closedLoop}",
                $"stream-tls: {closedLoop}",
                "paced: hotpath hotpath-http2 httpmessageinvoker stamp-reader",
                "open-10k: hotpath hotpath-http2 h2load h2load-http2 hey locust autocannon",
                "stall: hotpath hotpath-http2 wrk h2load h2load-http2 hey locust autocannon",
                "connect-tls: hotpath sslstream",
                "paced-50: hotpath httpmessageinvoker stamp-reader",
                "paced-3000: hotpath httpmessageinvoker stamp-reader",
                "paced-2000-http2: hotpath-http2 stamp-reader",
                "paced-1000-tls: hotpath httpmessageinvoker stamp-reader",
                "paced-10000: hotpath httpmessageinvoker stamp-reader",
                "held-50: hotpath httpmessageinvoker stamp-reader",
                "held-10000: hotpath httpmessageinvoker stamp-reader",
                "held-50-tls: hotpath httpmessageinvoker stamp-reader",
                "held-2000-tls: hotpath httpmessageinvoker stamp-reader",
                $"gateway-small: {closedLoop}",
                $"gateway-stream: {closedLoop}",
            ],
            table);
    }

    [Theory]
    [InlineData("wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012 Will Glozer", "debian/4.1.0-3+b2")]
    [InlineData("h2load nghttp2/1.52.0", "1.52.0")]
    [InlineData("nginx version: nginx/1.22.1", "1.22.1")]
    [InlineData("autocannon v9.0.0\nnode v20.20.2", "9.0.0")]
    [InlineData("2.12.1-1", "2.12.1-1")]
    [InlineData("0.1.0+7ffc9f2", "0.1.0+7ffc9f2")]
    [InlineData("locust ", null)]
    public void ToolVersion_WhatToolsSay_IsFoundOrNot(string output, string? version) => Assert.Equal(version, ToolVersion.In(output));
}
