using System.Text.Json.Nodes;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Watching;

/// <summary>A finding on record, with what people said and did about it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Report">The leaf of the last report that has it.</param>
/// <param name="Time">When that was made.</param>
/// <param name="Document">The report.</param>
/// <param name="Finding">The finding within it.</param>
/// <param name="Earlier">The same finding in an earlier report; null where this is the first.</param>
public sealed record WatchedFinding(string Id, long Report, DateTimeOffset Time, JsonObject Document, JsonObject Finding, WatchedFinding? Earlier)
{
    /// <summary>Appeals against it, oldest first, whichever report they are against.</summary>
    public List<WatchedAppeal> Appeals { get; } = Earlier?.Appeals ?? [];

    /// <summary>Who looked at its prompts.</summary>
    public List<WatchedView> Views { get; } = Earlier?.Views ?? [];

    /// <summary>What was done to keys because of it.</summary>
    public List<JsonObject> Acts { get; } = Earlier?.Acts ?? [];

    /// <summary>Its grade.</summary>
    public string Grade => (string)Finding["grade"]!;

    /// <summary>Where it stands: <c>open</c>, <c>appealed</c>, or the decision of the last answer.</summary>
    public string State => Appeals.Count == 0 ? TLater("open") : Appeals[^1].Answers.Count == 0 ? TLater("appealed") : Appeals[^1].Answers[^1].Decision;

    /// <summary>As JSON, for the list: without accounts.</summary>
    public JsonObject Row() => new()
    {
        ["id"] = Id,
        ["grade"] = Grade,
        ["state"] = State,
        ["report"] = Report,
        ["time"] = Iso(Time),
        ["prompts"] = Finding["prompts"]!.DeepClone(),
        ["callers"] = Finding["callers"]!.DeepClone(),
        ["evidence"] = new JsonArray([.. Finding["evidence"]!.AsArray().Select(e => e!["kind"]!.DeepClone())]),
        ["appeals"] = Appeals.Count,
    };

    /// <summary>As JSON, with everything on record about it. No words of a prompt are in it.</summary>
    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["state"] = State,
        ["report"] = Report,
        ["time"] = Iso(Time),
        ["source"] = Document["source"]!.DeepClone(),
        ["rates"] = Document["rates"]!.DeepClone(),
        ["finding"] = Finding.DeepClone(),
        ["appeals"] = new JsonArray([.. Appeals.Select(a => a.Json())]),
        ["views"] = new JsonArray([.. Views.Select(v => (JsonNode)new JsonObject { ["leaf"] = v.Leaf, ["time"] = Iso(v.Time), ["by"] = v.By,
            ["reason"] = v.Reason, ["prompts"] = v.Prompts })]),
        ["acts"] = new JsonArray([.. Acts.Select(a => a.DeepClone())]),
        ["notice"] = WatchJson.Notice,
    };

    internal static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An appeal against a finding.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Time">When.</param>
/// <param name="Finding">The finding's id.</param>
/// <param name="By">Who appeals, or for whom somebody entered it.</param>
/// <param name="Text">Why.</param>
public sealed record WatchedAppeal(long Leaf, DateTimeOffset Time, string Finding, string By, string Text)
{
    /// <summary>Its answers, oldest first; the last counts.</summary>
    public List<WatchedAnswer> Answers { get; } = [];

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["leaf"] = Leaf,
        ["time"] = WatchedFinding.Iso(Time),
        ["finding"] = Finding,
        ["by"] = By,
        ["text"] = Text,
        ["answers"] = new JsonArray([.. Answers.Select(a => (JsonNode)new JsonObject
        {
            ["leaf"] = a.Leaf,
            ["time"] = WatchedFinding.Iso(a.Time),
            ["by"] = a.By,
            ["decision"] = a.Decision,
            ["text"] = a.Text,
        })]),
    };
}

/// <summary>An answer to an appeal.</summary>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Time">When.</param>
/// <param name="By">Who answers.</param>
/// <param name="Decision">upheld, lowered or withdrawn.</param>
/// <param name="Text">Why.</param>
public sealed record WatchedAnswer(long Leaf, DateTimeOffset Time, string By, string Decision, string Text);

/// <summary>Somebody looked at prompts of a finding.</summary>
/// <param name="Leaf">The leaf that says so; it was durable before a prompt was shown.</param>
/// <param name="Time">When.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">What for.</param>
/// <param name="Prompts">How many.</param>
public sealed record WatchedView(long Leaf, DateTimeOffset Time, string By, string Reason, int Prompts);
