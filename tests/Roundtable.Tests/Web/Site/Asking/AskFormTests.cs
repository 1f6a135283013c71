using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Roundtable.Tests.Models;
using Roundtable.Web.Site.Asking;

namespace Roundtable.Tests.Web.Site.Asking;

public sealed class AskFormTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Settings_of_the_models_reach_their_requests_and_the_page_keeps_them()
    {
        await using var server = await ProviderServer.StartAsync(ProviderTable.Votes);
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        await File.WriteAllTextAsync(
            Path.Combine(data.FullName, "roundtable.yaml"), $"connections:\n  lab:\n    address: {server.Address}v1\n    models: [one]\n", Cancellation);
        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        var answer = await PostAsync(site, ("effort", "low"), ("maxTokens", "3000"), ("topP", "0.5"), ("temperature", "0.3"), ("thinking", "5000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Give a reasoning effort or a thinking budget, not both.", answer.Page, StringComparison.Ordinal);
        Assert.Contains("name=\"maxTokens\" inputmode=\"numeric\" placeholder=\"the model&#x27;s own\" value=\"3000\"", answer.Page, StringComparison.Ordinal);
        Assert.Contains("<details open id=\"settings\">", answer.Page, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(site, ("effort", "low"), ("maxTokens", "3000"), ("topP", "0.5"), ("temperature", "0.3"), ("seatSeconds", "77"))).Status);
        var request = Assert.Single(server.Requests, r => r.TryGetProperty("reasoning_effort", out _));
        Assert.Equal(
            ("low", 3000, 0.5, 0.3),
            (request.GetProperty("reasoning_effort").GetString(), ProviderTable.Limit(request), request.GetProperty("top_p").GetDouble(), request.GetProperty("temperature").GetDouble()));
    }

    [Theory]
    [InlineData("maxTokens", "many", "max_tokens is 0")]
    [InlineData("topP", "half", "top_p is -1")]
    [InlineData("temperature", "3", "The temperature is 3")]
    [InlineData("thinking", "-5", "The thinking budget is 0")]
    [InlineData("effort", "heroic", "not a reasoning effort")]
    [InlineData("seatSeconds", "", "give a whole number from 1 to 86400")]
    public async Task What_is_no_setting_is_told(string field, string value, string told)
    {
        await using var site = await RunningSite.StartAsync(cancellation: Cancellation);
        var answer = await PostAsync(site, (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(told, WebUtility.HtmlDecode(answer.Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untouched_form_asks_for_nothing_but_what_models_do_by_themselves()
    {
        var form = await AskForm.ReadAsync(
            new FormCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["seatSeconds"] = "120", ["sessionSeconds"] = "1800" }), Cancellation);
        var request = form.ToRequest();
        Assert.Equal((null, null, null, null, null), (request.Effort, request.Thinking, request.MaxTokens, request.Temperature, request.TopP));
        Assert.Equal((120, 1800), (request.SeatSeconds, request.SessionSeconds));
    }

    private static async Task<(HttpStatusCode Status, string Page)> PostAsync(RunningSite site, params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal)
        {
            ["do"] = "ask",
            ["question"] = "Ship it?",
            ["kind"] = "options",
            ["rounds"] = "2",
            ["samples"] = "1",
            ["seatSeconds"] = "120",
            ["sessionSeconds"] = "1800",
            ["seats:lab/one"] = "1",
        };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        using var form = new MultipartFormDataContent { { new StringContent("Yes"), "option" }, { new StringContent("No"), "option" } };
        foreach (var (name, value) in all)
        {
            form.Add(new StringContent(value), name);
        }

        using var answer = await site.Http.PostAsync("/ask", form, Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        if (answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/sessions/", StringComparison.Ordinal))
        {
            var id = answer.RequestMessage.RequestUri.AbsolutePath["/sessions/".Length..];
            Assert.Contains("event: finished", await site.Http.GetStringAsync($"/api/v1/sessions/{id}/events", Cancellation), StringComparison.Ordinal);
        }

        return (answer.StatusCode, page);
    }
}
