using System.Text.Json;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Workspace.Access;

/// <summary>The tokens' file of version 2: what it holds comes back, what it cannot hold lets nobody in, and several processes share it.</summary>
public sealed class TokenFileTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private DateTimeOffset Now => _workspace.Time.GetUtcNow();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Everything_that_limits_a_key_comes_back_from_the_file()
    {
        var service = new TokenService(_workspace.Context);
        var (text, token) = service.Add("Ann", new KeyRequest
        {
            Purpose = "nightly \"evaluation\", of 1 1/2 hours — ok?",
            Models = "openai/gpt-5*, anthropic/*",
            Uses = "evaluate,train-open",
            DayBudget = "2.50",
            MonthBudget = "$40",
            Rate = "30",
            Expires = "2026-12-31",
            Permissions = "files,batches,files",
        });
        Assert.Equal(Role.Caller, token.Role);
        var read = Assert.Single(new TokenFile(_workspace.Context.DataDirectory).Tokens);
        Assert.Equal(token with { Limits = read.Limits }, read);
        Assert.Equal(["openai/gpt-5*", "anthropic/*"], read.Limits.Models);
        Assert.Equal([Use.Evaluate, Use.TrainOpen], read.Limits.Uses);
        Assert.Equal((2_500_000, 40_000_000, 30), (read.Limits.DayMicroDollars, read.Limits.MonthMicroDollars, read.Limits.RequestsPerMinute));
        Assert.Equal([KeyPermission.Files, KeyPermission.Batches], read.Limits.Permissions);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), read.Expires);
        Assert.True(read.MayCall);
        Assert.DoesNotContain(text, File.ReadAllText(service.Location), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_changed_while_others_use_it_and_none_takes_a_limit_away()
    {
        var service = new TokenService(_workspace.Context);
        var elsewhere = new TokenFile(_workspace.Context.DataDirectory);
        var (text, token) = service.Add("Ann", new KeyRequest { DayBudget = "5", Models = "openai/*" });
        Assert.Equal(5_000_000, elsewhere.Find(text)!.Limits.DayMicroDollars);
        service.Change(token.Id, new KeyRequest { DayBudget = "7" });
        Assert.Equal((7_000_000, 1), (elsewhere.Find(text)!.Limits.DayMicroDollars, elsewhere.Find(text)!.Limits.Models.Count));
        service.Change(token.Id, new KeyRequest { DayBudget = "none", Models = "" });
        Assert.Equal(KeyLimits.None, elsewhere.Find(text)!.Limits);
        service.Change(token.Id, new KeyRequest { Role = "admin" });
        Assert.Equal(Role.Admin, elsewhere.Find(text)!.Role);
        Assert.Equal(1, service.Remove(token.Id));
        Assert.Null(elsewhere.Find(text));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<WorkspaceException>(() => service.Change(token.Id, new KeyRequest())).Kind);
    }

    [Fact]
    public void A_key_is_accepted_to_the_end_of_its_last_day_and_no_longer()
    {
        var service = new TokenService(_workspace.Context);
        var (text, token) = service.Add("Ann", new KeyRequest { Expires = "2026-11-20" });
        var file = new TokenFile(_workspace.Context.DataDirectory);
        var midnight = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(token.Id, file.Authenticate(text, midnight.AddTicks(-1))?.Id);
        Assert.Null(file.Authenticate(text, midnight));
        Assert.NotNull(file.Find(text));
        Assert.Equal("Expires", Assert.Throws<WorkspaceException>(() => service.Add("Bob", new KeyRequest { Expires = "2026-11-19" })).Field);
    }

    [Theory]
    [InlineData(nameof(KeyRequest.DayBudget), "five")]
    [InlineData(nameof(KeyRequest.DayBudget), "-1")]
    [InlineData(nameof(KeyRequest.MonthBudget), "1e3")]
    [InlineData(nameof(KeyRequest.MonthBudget), "0.0000001")]
    [InlineData(nameof(KeyRequest.MonthBudget), "79228162514264337593543950335")]
    [InlineData(nameof(KeyRequest.Rate), "0")]
    [InlineData(nameof(KeyRequest.Rate), "1.5")]
    [InlineData(nameof(KeyRequest.Uses), "train-oven")]
    [InlineData(nameof(KeyRequest.Permissions), "file")]
    [InlineData(nameof(KeyRequest.Models), "gpt-5")]
    [InlineData(nameof(KeyRequest.Expires), "tomorrow")]
    [InlineData(nameof(KeyRequest.Expires), "9999-12-31")]
    [InlineData(nameof(KeyRequest.Purpose), "two\nlines")]
    [InlineData(nameof(KeyRequest.Role), "king")]
    public void What_is_not_accepted_is_named_and_makes_no_key(string field, string value)
    {
        var request = field switch
        {
            nameof(KeyRequest.DayBudget) => new KeyRequest { DayBudget = value },
            nameof(KeyRequest.MonthBudget) => new KeyRequest { MonthBudget = value },
            nameof(KeyRequest.Rate) => new KeyRequest { Rate = value },
            nameof(KeyRequest.Uses) => new KeyRequest { Uses = value },
            nameof(KeyRequest.Permissions) => new KeyRequest { Permissions = value },
            nameof(KeyRequest.Models) => new KeyRequest { Models = value },
            nameof(KeyRequest.Expires) => new KeyRequest { Expires = value },
            nameof(KeyRequest.Purpose) => new KeyRequest { Purpose = value },
            _ => new KeyRequest { Role = value },
        };
        var service = new TokenService(_workspace.Context);
        var refused = Assert.Throws<WorkspaceException>(() => service.Add("Ann", request));
        Assert.Equal((ErrorKind.InvalidInput, field), (refused.Kind, refused.Field));
        Assert.Empty(service.Tokens);
    }

    [Theory]
    [InlineData("asker")]
    [InlineData("reader")]
    [InlineData("admin")]
    public void Limits_that_only_the_gateway_keeps_go_with_the_role_that_may_do_nothing_else(string role)
    {
        var service = new TokenService(_workspace.Context);
        var refused = Assert.Throws<WorkspaceException>(() => service.Add("Ann", new KeyRequest { Role = role, DayBudget = "5" }));
        Assert.Equal(nameof(KeyRequest.Role), refused.Field);
        var limited = service.Add("Ann", new KeyRequest { DayBudget = "5" }).Token;
        Assert.Throws<WorkspaceException>(() => service.Change(limited.Id, new KeyRequest { Role = role }));
    }

    [Fact]
    public void A_reader_may_not_call_models_since_that_costs_money()
    {
        var service = new TokenService(_workspace.Context);
        Assert.Equal(
            [true, false, true, true],
            ((string[])["caller", "reader", "asker", "admin"]).Select(r => service.Add(r, new KeyRequest { Role = r }).Token.MayCall));
        Assert.Equal(Role.Reader, service.Add("nothing said", new KeyRequest()).Token.Role);
    }

    [Fact]
    public void A_limit_of_a_newer_program_and_a_damaged_line_let_nobody_in_and_are_kept()
    {
        var service = new TokenService(_workspace.Context);
        service.Add("Ann", Role.Reader);
        var file = service.Location;
        string[] odd =
        [
            File.ReadAllLines(file)[1].Replace("\"owner\":\"Ann\"", "\"owner\":\"Eve\",\"countries\":[\"XX\"]", StringComparison.Ordinal),
            File.ReadAllLines(file)[1].Replace("\"role\":\"reader\"", "\"role\":\"reader\",\"role\":\"admin\"", StringComparison.Ordinal),
            File.ReadAllLines(file)[1].Replace("\"role\":\"reader\"", "\"role\":\"caller\",\"uses\":[\"unheard-of\"]", StringComparison.Ordinal),
            File.ReadAllLines(file)[1].Replace("\"role\":\"reader\"", "\"role\":\"3\"", StringComparison.Ordinal),
            "{", "x",
        ];
        File.AppendAllLines(file, odd);
        Assert.Equal("Ann", Assert.Single(new TokenFile(_workspace.Context.DataDirectory).Tokens).Name);
        service.Add("Bob", Role.Reader);
        Assert.Equal(["Ann", "Bob"], service.Tokens.Select(t => t.Name));
        Assert.Equal(odd, File.ReadAllLines(file)[3..]);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(File.ReadAllLines(file)[2]).ValueKind);
    }

    [Fact]
    public async Task Changes_of_many_at_once_lose_none()
    {
        var services = Enumerable.Range(0, 8).Select(_ => new TokenService(_workspace.Context)).ToList();
        await Task.WhenAll(services.Select((s, i) => Task.Run(() =>
        {
            for (var n = 0; n < 5; n++)
            {
                s.Add($"{i}-{n}", new KeyRequest { Rate = "9" });
            }
        })));
        Assert.Equal(40, new TokenFile(_workspace.Context.DataDirectory).Tokens.Select(t => t.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("openai/gpt-5*", "openai/gpt-5.4-mini", true)]
    [InlineData("openai/gpt-5*", "openai/gpt-4o", false)]
    [InlineData("openai/gpt-5*", "OpenAI/GPT-5", false)]
    [InlineData("openai/*", "groq/openai/gpt-oss-20b", false)]
    [InlineData("*", "anything/at-all", true)]
    [InlineData("openrouter/*", "openrouter/openai/gpt-5", true)]
    public void Models_are_allowed_by_pattern_over_the_full_name(string pattern, string model, bool allowed) =>
        Assert.Equal(allowed, new KeyLimits { Models = [pattern] }.AllowsModel(model));
}
