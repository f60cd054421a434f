namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>How a master ends its test.</summary>
internal enum TestEnd
{
    Never,

    /// <summary>It says that all is over, as at the end of its run time, and each worker says its last word upon that.</summary>
    AtOnce,

    /// <summary>It has its workers stop first, as its web page does.</summary>
    InOrder,
}

/// <summary>
/// A locustfile beside another's that ends a test when its users are there and something was measured: how soon that is, is the machine's affair, and no
/// run time is long enough for each. So is how long a worker takes for its last word, for which a master waits half a second: here until it has it.
/// </summary>
internal static class TestEnding
{
    private const string Name = "ending.py";

    private const string Text = """
        import gevent
        from locust import events

        LEAST_REQUESTS = 100


        def end(runner):
            while not runner.spawning_completed or runner.user_count < runner.target_user_count or runner.stats.total.num_requests < LEAST_REQUESTS:
                gevent.sleep(0.02)
            if IN_ORDER:
                runner.stop()
            kill = runner.greenlet.kill

            def kill_when_left(*arguments, **named):
                while runner.clients.all:
                    gevent.sleep(0.02)
                kill(*arguments, **named)

            runner.greenlet.kill = kill_when_left
            runner.quit()


        @events.test_start.add_listener
        def begin(environment, **kwargs):
            gevent.spawn(end, environment.runner)
        """;

    /// <returns>Its name in the folder.</returns>
    public static string AddTo(string folder, TestEnd end)
    {
        File.WriteAllText(Path.Combine(folder, Name), $"IN_ORDER = {end == TestEnd.InOrder}\n{Text}\n");
        return Name;
    }
}
