namespace Sockeye.Cli.Commands.Completions;

/// <summary>What each shell runs to complete a line of ours: it asks <c>sockeye complete</c>.</summary>
internal static class CompletionScripts
{
    // Bash splits words at : and =, so what stands before is cut off the candidates again.
    private const string Bash = """
        _sockeye() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} candidate
            [[ $word == [:=] ]] && word=
            local last=${line##* }
            local before=${last%"$word"}
            COMPREPLY=()
            while IFS= read -r candidate; do
                candidate=${candidate%%$'\t'*}
                COMPREPLY+=("${candidate#"$before"}")
            done < <(command sockeye complete --line "$line" 2>/dev/null)
            if [[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[0]} == *[/:=] ]]; then
                compopt -o nospace
            fi
        }
        complete -o default -F _sockeye sockeye

        """;

    private const string Zsh = """
        _sockeye() {
            local -a lines words_only spaced open
            lines=("${(@f)$(command sockeye complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
            words_only=(${lines%%$'\t'*})
            open=(${(M)words_only:#*[/:=]})
            spaced=(${words_only:#*[/:=]})
            (( $#open )) && compadd -S '' -- $open
            (( $#spaced )) && compadd -- $spaced
            (( $#words_only )) || _files
        }
        compdef _sockeye sockeye

        """;

    private const string Fish = """
        complete -c sockeye -a '(command sockeye complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'

        """;

    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <summary>The script of a shell.</summary>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
