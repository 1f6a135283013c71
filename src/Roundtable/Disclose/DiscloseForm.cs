using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Disclosure.Forms;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing.Forms;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Disclose;

/// <summary><c>disclose NAME --form FORM</c>: what a model or a dataset was made of, in a form that a law or a reader asks for.</summary>
internal static class DiscloseForm
{
    private static readonly Argument<string?> _name = new("NAME")
    {
        Description = "A model or a dataset of the registry, such as model:acme/small@2.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> _form = new("--form")
    {
        Description = "eu (public summary of training content, AI Act), ca (California, AB 2013) or card.",
        HelpName = "FORM",
    };

    private static readonly Option<string[]> _scans = new("--scan") { Description = "The folder of a scan's report of its data.", HelpName = "FOLDER" };
    private static readonly Option<string?> _answers = new("--answers")
    {
        Description = "A YAML file with your answers, which is kept and gets the keys that it lacks; else one in the folder of --out.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> _out = new("--out")
    {
        Description = "A folder for HTML, Markdown, JSON and answers; without it Markdown goes to standard output.",
        HelpName = "FOLDER",
    };

    private static readonly Option<bool> _publish = new("--publish")
    {
        Description = "Put the form on the record: the site lists it among the disclosures.",
    };

    /// <summary>Its arguments and options.</summary>
    public static IReadOnlyList<Symbol> Symbols => [_name, _form, _scans, _answers, _out, _publish];

    /// <summary>Fills in the form.</summary>
    public static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        if (parse.GetValue(_name) is not { } name || NamedValue.Read<FormKind>("--form", parse.GetValue(_form)) is not { } kind)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Name a model or a dataset and a form, as in 'roundtable disclose model:acme/small@2 --form eu', or a subcommand: "
                    + "'roundtable disclose --help' lists them.");
        }

        var folder = parse.GetValue(_out);
        var answers = parse.GetValue(_answers);
        var service = new FormService(invocation.Workspace);
        var asked = answers ?? (folder is null ? null : FormService.AnswersIn(folder, kind));
        var form = await service.FillAsync(new FormRequest(name, kind, parse.GetValue(_scans) ?? [], asked), cancellation);
        IReadOnlyList<string> files = folder is null ? [] : FormService.Write(form, folder, answers);
        var leaf = parse.GetValue(_publish) ? await service.PublishAsync(form, cancellation) : (long?)null;
        var json = FormJson.Of(form);
        if (invocation.Json)
        {
            json["files"] = Document.Array(files, f => f);
            if (leaf is { } published)
            {
                json["leaf"] = published;
            }

            await invocation.Out.WriteLineAsync(Document.Line(json));
            return ExitCode.Ok;
        }

        if (folder is null)
        {
            await invocation.Out.WriteAsync(FormText.Markdown(json));
        }
        else
        {
            await invocation.Out.WriteLineAsync($"{Neutralise.Line(form.Subject.ToString())}: {FormText.Missing(json)}");
            foreach (var item in form.Missing)
            {
                await invocation.Out.WriteLineAsync($"  {item.Item.Key}: {item.Item.Settle}");
            }

            await invocation.Out.WriteLineAsync($"Written: {string.Join(", ", files.Select(Neutralise.Line))}.");
        }

        if (leaf is { } at)
        {
            await invocation.Out.WriteLineAsync($"Published as leaf {at}.");
        }

        return ExitCode.Ok;
    }
}
