using Roundtable.Record.Checkpoints;
using Roundtable.Record.Following;
using Roundtable.Tests.Record.Following;

namespace Roundtable.Tests.Web.Site.Following;

/// <summary>The page about others' logs.</summary>
public sealed class FollowedEndpointsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_log_is_shown_and_an_alarm_first()
    {
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        Assert.Contains("No log is followed yet", await site.Http.GetStringAsync("/followed", Cancellation), StringComparison.Ordinal);

        foreach (var name in (string[])["log.example/one", "log.example/<b>two"])
        {
            var key = SigningKey.New(name);
            var follower = new LogFollower(
                FollowedLog.Open(FollowedLog.DirectoryOf(Path.Combine(data.FullName, "followed"), name)), [key.Verifier], null, TimeProvider.System);
            follower.Advance("https://log.example/", new ServedLog(key, 1_300), Cancellation);
            if (name.EndsWith("two", StringComparison.Ordinal))
            {
                follower.Compare("w1", new ServedLog(key, 1_300, forkedAt: 3).Note(1_300));
            }
        }

        var page = await site.Http.GetStringAsync("/followed", Cancellation);
        Assert.Contains("1,300", page, StringComparison.Ordinal);
        Assert.Contains("<b>Alarm.</b>", page, StringComparison.Ordinal);
        Assert.Contains("log.example/&lt;b&gt;two was forked: https://log.example/ showed 1300 leaves", page, StringComparison.Ordinal);
        Assert.Contains("one history", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>two", page, StringComparison.Ordinal);
    }
}
