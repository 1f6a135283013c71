using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Models;
using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Tests.Workspace.Webhooks;

/// <summary>Webhooks are signed as Standard Webhooks has it, sent again, and reach nothing inside a network.</summary>
public sealed class WebhookTests
{
    private const string SecretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_signature_is_that_of_the_specifications_libraries() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign(
            WebhookSignature.Secret(SecretText)!,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            "{\"test\": 2432232314}"u8));

    [Theory]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa")] // 23 bytes are too few
    [InlineData("whsec_not base64 at all, but long enough")]
    [InlineData("")]
    public void A_secret_of_another_form_is_none(string text) => Assert.Null(WebhookSignature.Secret(text));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void Only_addresses_of_the_public_internet_are_reached(string address, bool reached) => Assert.Equal(reached, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://ops.example/hook", false, true)]
    [InlineData("http://127.0.0.1:9/hook", false, true)]
    [InlineData("http://localhost:9/hook", false, true)]
    [InlineData("http://ops.example/hook", false, false)]
    [InlineData("http://10.0.0.1/hook", false, false)]
    [InlineData("http://10.0.0.1/hook", true, true)]
    [InlineData("https://user:pass@ops.example/hook", false, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("gopher://x", true, false)]
    [InlineData("/hook", true, false)]
    public void An_address_is_https_or_of_this_computer(string address, bool isPrivate, bool accepted)
    {
        List<YamlProblem> problems = [];
        var yaml = $"gateway:\n  webhook:\n    address: {address}\n    secret_variable: HOOK\n    allow_private: {(isPrivate ? "true" : "false")}\n";
        var read = RoundtableConfiguration.Read("x", yaml, problems).Gateway.Webhook;
        Assert.Equal(accepted, read is not null);
        Assert.Equal(accepted, problems.Count == 0);
    }

    [Fact]
    public void The_secret_itself_does_not_belong_in_the_file()
    {
        List<YamlProblem> problems = [];
        RoundtableConfiguration.Read("x", $"gateway:\n  webhook: {{ address: \"https://a.example\", secret_variable: \"{SecretText}+/=\" }}\n", problems);
        Assert.DoesNotContain(SecretText, Assert.Single(problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_sent_again_under_its_id_until_it_is_accepted()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(500), Redirect, ProviderAnswers.Json("{}"));
        using var sender = Sender(new NoPauses());
        Assert.True(await sender.SendAsync(new WebhookSettings(server.Address, "HOOK", AllowPrivate: false), new JsonObject { ["type"] = "x" }, Cancellation));
        Assert.Equal(3, server.Headers.Count);
        Assert.Single(server.Headers.Select(h => h["webhook-id"]).Distinct(StringComparer.Ordinal));
        foreach (var head in server.Headers)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(head["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(WebhookSignature.Sign(WebhookSignature.Secret(SecretText)!, head["webhook-id"], at, Encoding.UTF8.GetBytes("""{"type":"x"}""")), head["webhook-signature"]);
        }
    }

    [Fact]
    public async Task A_message_that_is_not_wanted_any_more_is_not_sent_again_and_none_is_sent_without_a_secret()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(410));
        using var sender = Sender(new NoPauses());
        var settings = new WebhookSettings(server.Address, "HOOK", AllowPrivate: false);
        Assert.False(await sender.SendAsync(settings, [], Cancellation));
        Assert.Single(server.Headers);
        Assert.False(await sender.SendAsync(settings with { SecretVariable = "NONE" }, [], Cancellation));
        Assert.Single(server.Headers);
    }

    [Theory]
    [InlineData("10.255.255.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:192.168.0.1")]
    public async Task A_name_that_leads_into_this_network_is_not_followed(string host) => await Assert.ThrowsAsync<HttpRequestException>(
        () => PublicAddresses.ConnectAsync(host, 9, allowPrivate: false, Cancellation));

    private static Task Redirect(HttpContext context)
    {
        context.Response.Redirect("https://elsewhere.example/");
        return Task.CompletedTask;
    }

    /// <summary>A clock on which pauses between attempts are over at once, and no attempt takes too long.</summary>
    private sealed class NoPauses : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(15) || dueTime == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, period);
    }

    private static WebhookSender Sender(TimeProvider time) => new(
        new WorkspaceContext(Path.GetTempPath(), null, null, time, new Dictionary<string, string> { ["HOOK"] = SecretText }), NullLogger<WebhookSender>.Instance);
}
