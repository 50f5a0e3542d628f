using System.CommandLine;

namespace Pneumonia.Cli.Commands;

/// <summary>An option that takes one of a few words, in any case. Its value is the word, so that help shows the default as one would type it.</summary>
/// <typeparam name="T">What the words stand for.</typeparam>
internal sealed class ChoiceOption<T> : Option<string?>
    where T : struct
{
    private readonly IReadOnlyDictionary<string, T> choices;

    /// <param name="name">With its dashes.</param>
    /// <param name="choices">What each word stands for.</param>
    /// <param name="byDefault">What holds where the option is not given; null for nothing.</param>
    public ChoiceOption(string name, IReadOnlyDictionary<string, T> choices, T? byDefault = null)
        : base(name)
    {
        this.choices = choices;
        CustomParser = OptionValue.OneOf(choices.Keys);
        if (byDefault is { } value) DefaultValueFactory = _ => choices.First(c => c.Value.Equals(value)).Key;
    }

    /// <returns>Null where the option was not given and has no default.</returns>
    public T? Of(ParseResult parsed) => parsed.GetValue(this) is { } word ? choices[word] : null;

    /// <summary>Of an option that has a default.</summary>
    public T Chosen(ParseResult parsed) => Of(parsed)!.Value;
}
