using System.Net;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Hosting;

public sealed class ProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_ready_while_its_data_directory_is_writable_and_alive_all_the_time()
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        site.Token(Role.Reader); // probes need none
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync("/healthz"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync("/readyz"));
        Assert.DoesNotContain(Directory.EnumerateFiles(site.Data), f => Path.GetFileName(f).StartsWith(".ready", StringComparison.Ordinal));

        var away = site.Data + "-away";
        Directory.Move(site.Data, away);
        await File.WriteAllTextAsync(site.Data, "a file where the data directory should be", Cancellation);
        try
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await ProbeAsync("/readyz"));
            Assert.Equal((HttpStatusCode.OK, "Healthy"), await ProbeAsync("/healthz"));
        }
        finally
        {
            File.Delete(site.Data);
            Directory.Move(away, site.Data);
        }

        async Task<(HttpStatusCode, string)> ProbeAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "10.1.2.3:7071"; // the address of a container
            using var answer = await site.Http.SendAsync(request, Cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }
}
