using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Workspace.Disclosing.Forms;

/// <summary>A filled form for people: Markdown, and an HTML page that needs nothing else and can be printed. Both are made of its JSON.</summary>
public static class FormText
{
    /// <summary>What every form says at its end.</summary>
    public const string Notice =
        "Answers are those of whoever published it. Figures were computed from what is on record, each from the entry, scan, set or leaf beside it. "
        + "It is no legal advice.";

    /// <summary>How much is missing, in a sentence.</summary>
    public static string Missing(JsonObject form) => (int)form["missing"]! switch
    {
        0 => "Every item is answered or on record.",
        1 => "One item is not known, or contradicts what is on record.",
        var missing => string.Create(CultureInfo.InvariantCulture, $"{missing:N0} items are not known, or contradict what is on record."),
    };

    /// <summary>What stands where nothing is known, or the answer does not hold; null where neither is so.</summary>
    public static string? State(JsonObject item) => (string?)item["state"] switch
    {
        "not-known" => $"not known. {item["settle"]}",
        "contradicted" => $"The answer is no, and what is on record says yes. {item["settle"]}",
        "not-applicable" => "not applicable",
        "left-out" => "left out",
        _ => null,
    };

    /// <summary>Where a figure comes from.</summary>
    public static string Source(JsonObject figure)
    {
        var source = figure["source"]!;
        var leaf = source["leaf"] is { } at ? string.Create(CultureInfo.InvariantCulture, $", leaf {(long)at}") : ", on no leaf";
        var id = (string)source["id"]!;
        return $"{source["kind"]} {((string?)source["kind"] is "entry" or "set" ? id : id[..Math.Min(id.Length, 12)])}{leaf}";
    }

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonObject> Items(JsonNode of, string name) => of[name]!.AsArray().Select(i => i!.AsObject());

    /// <summary>The form as Markdown.</summary>
    public static string Markdown(JsonObject form)
    {
        var text = new StringBuilder()
            .Append($"# {MarkdownText.Line((string)form["title"]!)}\n\n")
            .Append($"{MarkdownText.Line((string)form["subject"]!)}, {form["on"]}. {form["basis"]}\n\n{Missing(form)}\n");
        foreach (var section in Items(form, "sections"))
        {
            var number = (string)section["number"]!;
            var level = number.Length == 1 ? "##" : "###";
            text.Append($"\n{level} {MarkdownText.Line($"{number} {section["title"]}".Trim())}\n");
            foreach (var item in Items(section, "items"))
            {
                text.Append($"\n**{MarkdownText.Line((string)item["title"]!)}**\n");
                if ((string?)item["answer"] is { } answer)
                {
                    text.Append('\n').Append(MarkdownText.Quote(answer)).Append('\n');
                }

                if (State(item) is { } state)
                {
                    text.Append($"\n*{MarkdownText.Line(state)}*\n");
                }

                var figures = Items(item, "figures").Select(f => $"- {MarkdownText.Line((string)f["text"]!)} ({MarkdownText.Line(Source(f))})").ToList();
                text.Append(figures.Count > 0 ? $"\nOn record:\n\n{string.Join('\n', figures)}\n" : "");
            }
        }

        return text.Append($"\n{Notice}\n").ToString();
    }

    /// <summary>The form as HTML.</summary>
    public static string Html(JsonObject form)
    {
        var html = new StringBuilder(HtmlStyle.Head(Line((string)form["title"]!)))
            .Append($"<h1>{Line((string)form["title"]!)}</h1>\n<p class=\"headline\">{Line((string)form["subject"]!)}, {form["on"]}</p>\n")
            .Append($"<p>{Line((string)form["basis"]!)} {Line(Missing(form))}</p>\n");
        foreach (var section in Items(form, "sections"))
        {
            var number = (string)section["number"]!;
            var level = number.Length == 1 ? 2 : 3;
            html.Append($"<h{level}>{Line($"{number} {section["title"]}".Trim())}</h{level}>\n");
            var items = Items(section, "items").ToList();
            if (items.Count == 0)
            {
                continue;
            }

            html.Append("<table><thead><tr><th scope=\"col\">Item</th><th scope=\"col\">Answer</th><th scope=\"col\">On record</th></tr></thead><tbody>\n");
            foreach (var item in items)
            {
                var state = State(item) is { } text ? $"<p class=\"soft\">{Line(text)}</p>" : "";
                var answer = (string?)item["answer"] is { } said ? $"<blockquote>{WebUtility.HtmlEncode(Neutralise.Text(said))}</blockquote>" : "";
                html.Append($"<tr><th scope=\"row\">{Line((string)item["title"]!)}</th><td>{answer}{state}</td><td>")
                    .AppendJoin("", Items(item, "figures").Select(f => $"<p>{Line((string)f["text"]!)}<br><span class=\"soft\">{Line(Source(f))}</span></p>"))
                    .Append("</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }

        return html.Append($"<p class=\"soft\">{Line(Notice)}</p>\n</main></body></html>\n").ToString();
    }

    private static string Line(string text) => WebUtility.HtmlEncode(Neutralise.Line(text));
}
