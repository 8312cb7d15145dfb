//! The imperatives that open an instruction.

/// Lower case, separated by white space: first words of steps in public operations manuals, plus the
/// verbs of system administration.
pub(super) const IMPERATIVES: &str = "
abort accept access ack acknowledge activate adapt add adjust administer advise agree aim alert
allocate allow alter amend analyse analyze announce answer apologise apologize append apply
approve archive arrange ask assert assess assign associate attach attempt audit authenticate
authorise authorize avoid back backup begin bind block boot bounce bring browse build bump
bypass calculate call cancel capture cast catch cd change check chmod choose chown clarify
clean clear click clone close collect combine commit communicate compare compile complete
compose compress compute configure confirm connect consider consult contact continue convert
coordinate copy cordon correct correlate count create cross curl cut deactivate debug decide
declare decode decommission decompress decrease decrypt define defragment delegate delete
demote deploy deprecate deprovision deregister derive describe deselect destroy detach detect
determine diagnose diff dig disable disarm discard disclose disconnect discover discuss dismiss
display dispose distribute divide do document double downgrade download downscale draft drag
drain draw drive drop dump duplicate echo edit eject elevate eliminate email embed emit empty
enable encrypt end engage enlarge enqueue enrol enroll ensure enter erase escalate establish
estimate evacuate evaluate evict examine exclude exec execute exit expand expect expire explore
export expose extend extract failover fence fetch fill filter finalise finalize find finish fix
flag flash flatten flip flush focus fold follow force forget fork format formulate forward free
freeze fsck gather generate get give go grab grant grep grow guarantee halt hand handle hash
hide highlight hit hold hook identify ignore impersonate implement import improve include
increase increment inform inhibit initialise initialize initiate inject input insert inspect
install instruct integrate interpret interrupt introduce invalidate investigate invite invoke
involve isolate issue iterate join journal jump keep kick kill know label launch leave let lift
limit link list listen load locate lock log login look loop lower maintain make manage map mark
match measure meet mention merge migrate minimise minimize mint mirror mitigate modify monitor
mount move mute name navigate negotiate neutralise neutralize nominate note notify nuke observe
obtain offboard offload omit onboard open optimise optimize outline override overwrite pack
page park partition pass paste patch pause peek perform permit persist pick pin ping pipe pivot
place plan plug point poll pop populate post postpone power preload prepare preserve press
prevent preview print prioritise prioritize probe proceed produce promote prompt protect prove
provide provision prune publish pull purchase purge push put quarantine query quiesce quit
quote raise rate re- re-add re-apply re-check re-create re-deploy re-run reach read reap
reapply reassess reassign rebalance reboot rebuild recall receive recheck reclaim recompile
reconcile reconfigure reconnect record recover recreate recycle redeploy redirect reduce
reenable refer refill refine reflash reformat refresh refuse regain regenerate register
rehearse reimage reimport reindex reinit reinitialize reinstall reinstate reissue reject rejoin
relaunch relax release reload relocate remap remediate remember remind remount remove rename
render renew reopen reorder repair repeat replace replay replicate reply repoint report
reposition reproduce reprovision request requeue reroute rerun rescale reschedule research
reseed resend reserve reset reshard resize resolve respond restart restore restrict resume
resync retag retain retest rethink retire retrieve retry return reuse revert review revise
revoke reword rewrite right-click rinse rm roll rollback rollout rotate route rsync run salvage
sanitise sanitize save scale scan schedule scp scroll seal search secure see seed seek select
send separate set setup shake shard share shed shelve shift ship shorten show shrink shut
shutdown sign sign-off silence simulate skip sleep slide slow snapshot snooze soak solve sort
spawn speak specify spin split spool spot spread squash squeeze ssh stabilise stabilize stage
stagger start stash stay stop store stretch strike strip study submit subscribe substitute
subtract sudo suggest summarise summarize supervise supply suppress suspend swap sweep switch
symlink sync synchronise synchronize tag tail taint take talk tap tear tell terminate test
throttle tick tidy tighten toggle touch trace track transcode transfer transform translate
treat triage trigger trim troubleshoot truncate trust try tune turn tweak twist type unarchive
unassign unban unblock uncheck uncomment uncordon undelete undeploy understand undo undrain
unfold unfreeze unhide unhook uninstall unlink unload unlock unmount unpack unpause unplug
unregister unroll unscrew unseal unset unsilence unsubscribe untag untar untick untie unwrap
unzip update upgrade upload upscale use vacuum validate verify vet view visit wait wake walk
warm warn wash watch weigh weld wget whitelist wipe work wrap write yield zip zoom
";
