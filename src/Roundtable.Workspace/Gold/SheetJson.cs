using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Gold;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Codebooks;

namespace Roundtable.Workspace.Gold;

/// <summary>Plans of draws and sheets as JSON, and back; docs/formats/gold.md describes them.</summary>
internal static class SheetJson
{
    /// <summary>The version that is written.</summary>
    public const int Version = 1;

    /// <summary>The document of a plan's leaf.</summary>
    public static JsonObject Write(string sheet, DateTimeOffset made, GoldPlan plan)
    {
        var json = new JsonObject
        {
            ["v"] = Version,
            ["what"] = "plan",
            ["sheet"] = sheet,
            ["made"] = Text(made),
            ["codebook"] = plan.Codebook.ToString(),
            ["frame"] = new JsonObject
            {
                ["digest"] = plan.Frame.Digest.ToString(),
                ["items"] = plan.Frame.Items,
                ["texts"] = plan.Frame.Texts,
            },
            ["size"] = plan.Size,
            ["given"] = plan.Given,
            ["earlier"] = new JsonArray([.. plan.Earlier.Select(e => (JsonNode)e)]),
        };
        if (plan.By is not null)
        {
            json["by"] = plan.By;
        }

        return json;
    }

    /// <summary>The plan of a document.</summary>
    public static GoldPlan ReadPlan(JsonObject json) => new(
        Digest.Parse((string)json["codebook"]!),
        new GoldFrame(Digest.Parse((string)json["frame"]!["digest"]!), (int)json["frame"]!["items"]!, (int)json["frame"]!["texts"]!),
        (int)json["size"]!,
        (string)json["given"]!)
    {
        By = (string?)json["by"],
        Earlier = [.. json["earlier"]!.AsArray().Select(e => (string)e!)],
    };

    /// <summary>When a plan or a sheet was made.</summary>
    public static DateTimeOffset ReadMade(JsonObject json) =>
        DateTimeOffset.Parse((string)json["made"]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The document of a sheet's leaf.</summary>
    public static JsonObject Write(SheetDocument sheet)
    {
        var json = new JsonObject
        {
            ["v"] = Version,
            ["what"] = Kebab.Name(sheet.Origin),
            ["sheet"] = sheet.Id,
            ["codebook"] = sheet.Codebook.ToJson(),
            ["made"] = Text(sheet.Made),
            ["items"] = new JsonArray([.. sheet.Items.Select(Write)]),
        };
        if (sheet.Draw is { } draw)
        {
            json["plan"] = Write(sheet.Id, sheet.Made, draw.Plan);
            json["planLeaf"] = draw.PlanLeaf;
            json["seed"] = draw.Seed.ToString();
            json["strata"] = new JsonArray([.. draw.Strata.Select(Write)]);
        }

        return json;
    }

    /// <summary>The sheet of a document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="leaf">Index of its leaf.</param>
    /// <exception cref="FormatException">When it is none of a sheet.</exception>
    public static SheetDocument Read(JsonObject json, long leaf)
    {
        if (!Kebab.TryParse<GoldOrigin>((string?)json["what"] ?? "", out var origin))
        {
            throw new FormatException("It is not the document of a sheet.");
        }

        var codebook = CodebookFile.ReadJson(json["codebook"]!.ToJsonString(), "the sheet");
        List<SheetItem> items = [.. json["items"]!.AsArray().Select(i => ReadItem(i!.AsObject()))];
        var draw = origin != GoldOrigin.Draw ? null : new GoldDraw(
            ReadPlan(json["plan"]!.AsObject()),
            (long)json["planLeaf"]!,
            Digest.Parse((string)json["seed"]!),
            [.. json["strata"]!.AsArray().Select(s => new GoldStratum((string)s!["name"]!, (int)s["items"]!, (int)s["texts"]!, (int)s["drawn"]!))],
            [.. items.Select(i => i.Drawn)]);
        return new SheetDocument((string)json["sheet"]!, ReadMade(json), leaf, codebook, origin, draw, items);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static JsonNode Write(GoldStratum stratum) => new JsonObject
    {
        ["name"] = stratum.Name,
        ["items"] = stratum.Items,
        ["texts"] = stratum.Texts,
        ["drawn"] = stratum.Drawn,
    };

    private static JsonNode Write(SheetItem item)
    {
        var json = new JsonObject
        {
            ["id"] = item.Drawn.Id,
            ["key"] = item.Drawn.Text.ToString(),
            ["text"] = item.Text,
            ["copies"] = item.Drawn.Copies,
        };
        if (item.Drawn.Stratum.Length > 0)
        {
            json["stratum"] = item.Drawn.Stratum;
        }

        if (item.Panel is { } panel)
        {
            json["panel"] = new JsonObject { ["answer"] = panel.Answer.Value, ["probability"] = panel.Probability };
        }

        return json;
    }

    private static SheetItem ReadItem(JsonObject json) => new(
        new DrawnItem((string)json["id"]!, Digest.Parse((string)json["key"]!), (string?)json["stratum"] ?? "", (int)json["copies"]!),
        (string)json["text"]!)
    {
        Panel = json["panel"] is JsonObject panel ? new PanelLabel(new CodebookAnswer((string?)panel["answer"]), (double?)panel["probability"]) : null,
    };
}
