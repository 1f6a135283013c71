using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;
using Roundtable.Models;
using Roundtable.Models.Calls;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Http;

/// <summary>The way out: proxies, and authorities that are trusted besides the system's.</summary>
public sealed class OutgoingHttpTests : IDisposable
{
    private const string Host = "provider.test"; // a name that no resolver knows (RFC 6761, 6.2): whoever reaches it went through the proxy

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly CertificateAuthority _authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_behind_a_proxy_that_an_authority_of_ones_own_vouches_for_is_reached()
    {
        await using var server = await TlsServerAsync();
        await using var proxy = new TunnelProxy(server.Address.Port);
        var outgoing = OutgoingSettings.Create(proxy.Address, null, ExtraRoots.Parse("a comment\n" + _authority.Pem));
        Assert.Equal("Yes.", (await AskAsync(outgoing)).Text);
        Assert.Equal([$"{Host}:443"], proxy.Tunnels);
    }

    [Theory]
    [InlineData("nobody vouches")]
    [InlineData("another authority")]
    [InlineData("another name")]
    [InlineData("expired")]
    public async Task Nobody_else_is_believed(string why)
    {
        using var other = new CertificateAuthority();
        await using var server = await TlsServerAsync(why == "another name" ? "other.test" : Host, why == "expired");
        await using var proxy = new TunnelProxy(server.Address.Port);
        var roots = why switch { "nobody vouches" => null, "another authority" => ExtraRoots.Parse(other.Pem), _ => ExtraRoots.Parse(_authority.Pem) };
        var error = await Assert.ThrowsAsync<ModelCallException>(() => AskAsync(OutgoingSettings.Create(proxy.Address, null, roots)));
        Assert.StartsWith("No secure connection to far/m: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task This_computer_is_reached_without_the_proxy()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("Yes."));
        await using var proxy = new TunnelProxy(1);
        Assert.Equal("Yes.", (await AskAsync(OutgoingSettings.Create(proxy.Address, null, null), new Uri(server.Address, "v1"))).Text);
        Assert.Empty(proxy.Tunnels);
    }

    [Theory]
    [InlineData("provider.test", true)]
    [InlineData("test", true)]
    [InlineData(".test", true)]
    [InlineData("*.test", true)]
    [InlineData("example, provider.test ,x", true)]
    [InlineData("*", true)]
    [InlineData("vider.test", false)]
    [InlineData("provider.test.example", false)]
    [InlineData("", false)]
    public void Hosts_that_no_proxy_names_are_reached_without_it(string bypass, bool direct)
    {
        var proxy = OutgoingSettings.Create(new Uri("http://proxy.test:3128"), bypass, null).Proxy!;
        Assert.Equal(direct, proxy.IsBypassed(new Uri($"https://{Host}/v1")));
        Assert.Equal(direct, proxy.GetProxy(new Uri($"https://{Host}/v1")) is null);
    }

    [Fact]
    public void Settings_that_say_the_same_share_their_connections()
    {
        var roots = ExtraRoots.Parse(_authority.Pem);
        using var other = new CertificateAuthority();
        var settings = OutgoingSettings.Create(new Uri("http://proxy.test"), "a", roots);
        Assert.Equal(settings, OutgoingSettings.Create(new Uri("http://proxy.test/"), "a", ExtraRoots.Parse(_authority.Pem)));
        Assert.Equal(OutgoingSettings.Default, OutgoingSettings.Create(null, "a", null));
        Assert.NotEqual(settings, OutgoingSettings.Create(new Uri("http://proxy.test"), "b", roots));
        Assert.NotEqual(settings, OutgoingSettings.Create(new Uri("http://proxy.test"), "a", ExtraRoots.Parse(other.Pem)));
        Assert.NotEqual(settings, OutgoingSettings.Create(new Uri("http://proxy.test:81"), "a", roots));
    }

    [Theory]
    [InlineData("proxy: proxy.test:3128", "'proxy' should be an address")]
    [InlineData("proxy: http://me:secret@proxy.test", "A password does not belong in a file")]
    [InlineData("ca_file: missing.pem", "missing.pem cannot be read")]
    [InlineData("ca_file: empty.pem", "holds no certificates")]
    [InlineData("ca_file: broken.pem", "holds no certificates")]
    public async Task A_slip_in_the_configuration_is_told_and_no_password_with_it(string yaml, string says)
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "empty.pem"), "nothing", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Cancellation);
        List<YamlProblem> problems = [];
        var way = WayOut.Read(YamlMap.Parse(yaml, problems)!, _data.FullName);
        Assert.Equal(WayOut.Unsaid, way);
        Assert.Contains(says, Assert.Single(problems).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problems[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_program_takes_both_from_its_configuration_or_the_proxy_from_the_environment(bool configured)
    {
        await using var server = await TlsServerAsync();
        await using var proxy = new TunnelProxy(server.Address.Port, asks: !configured);
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "own.pem"), _authority.Pem, Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  far:\n    address: https://{Host}/v1\n    models: [m]\nca_file: own.pem\n{(configured ? $"proxy: {proxy.Address}\n" : "")}",
            Cancellation);
        var program = new RoundtableProcess(_data.FullName);
        program.Variables["NO_PROXY"] = "elsewhere.test";
        program.Variables["HTTPS_PROXY"] = configured ? "http://127.0.0.1:1" : $"http://me:pass@127.0.0.1:{proxy.Address.Port}";
        program.Variables["https_proxy"] = program.Variables["HTTPS_PROXY"];
        program.Variables["no_proxy"] = program.Variables["NO_PROXY"];
        var (code, output, error) = await program.RunAsync(Cancellation, "models", "--check", "--json");
        Assert.True(code == 0, output + error);
        Assert.Contains("served-1", output, StringComparison.Ordinal);
        Assert.Equal([$"{Host}:443"], proxy.Tunnels.Distinct());
        Assert.Equal(configured ? "" : "me:pass", proxy.Callers[0]);
    }

    private Task<ProviderServer> TlsServerAsync(string name = Host, bool expired = false) =>
        ProviderServer.StartAsync(l => l.UseHttps(_authority.Issue(name, expired)), ProviderAnswers.Says("Yes."));

    private static async Task<ChatResponse> AskAsync(OutgoingSettings outgoing, Uri? address = null)
    {
        var connection = new Connection { Name = "far", Kind = ApiKind.OpenAI, Address = address ?? new Uri($"https://{Host}/v1") };
        using var client = ChatClients.Create(connection, "m", null, outgoing, new ImpatientTime());
        return await client.GetResponseAsync("Hi?", cancellationToken: Cancellation);
    }
}
